import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { takeClip } from '../state/clip.ts';
import { library } from '../state/library.ts';

/** Takes a file that is dropped anywhere on the page, and shows that it can be dropped while it is dragged over it. */
export function FileDrop() {
  const { route } = useLocation();
  const [isOver, setIsOver] = useState(false);
  const isAllowed = library.value?.state === 'ready' && library.value.uploads;
  useEffect(() => {
    const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') ?? false;
    const onOver = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setIsOver(true);
    };
    const onLeave = ({ relatedTarget }: DragEvent): void => {
      if (relatedTarget === null) setIsOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      // The browser would leave the page for the file.
      event.preventDefault();
      setIsOver(false);
      const [file] = event.dataTransfer?.files ?? [];
      if (file && isAllowed) void takeClip(file, file.name);
      route('/clip');
    };
    const listeners = [
      ['dragover', onOver],
      ['dragleave', onLeave],
      ['drop', onDrop],
    ] as const;
    for (const [name, listener] of listeners) addEventListener(name, listener);
    return () => {
      for (const [name, listener] of listeners) removeEventListener(name, listener);
    };
  }, [isAllowed, route]);
  if (!isOver) return null;
  return (
    <div class="drop" aria-hidden="true">
      <p>{isAllowed ? 'Drop the song to find what sounds like it' : 'This server takes no files from here'}</p>
    </div>
  );
}
