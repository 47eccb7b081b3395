import { useEffect } from 'preact/hooks';

const NAME = 'soundalike';

/** Name the document after what it shows while the component is on the page. @param title null while it is not known */
export function useTitle(title: string | null): void {
  useEffect(() => {
    document.title = title === null ? NAME : `${title} · ${NAME}`;
    return () => {
      document.title = NAME;
    };
  }, [title]);
}
