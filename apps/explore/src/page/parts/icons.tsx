import type { ComponentChildren } from 'preact';

/** A line drawing of 24 by 24 units. */
export function Icon({ children }: { readonly children: ComponentChildren }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 24 24"
      width="20"
      height="20"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      stroke-width="1.75"
      stroke-linecap="round"
      stroke-linejoin="round"
    >
      {children}
    </svg>
  );
}

export const PlayIcon = () => (
  <Icon>
    <path d="M8 5.500v13l11-6.500z" fill="currentColor" />
  </Icon>
);
export const PauseIcon = () => (
  <Icon>
    <path d="M8.5 5.500v13M15.5 5.500v13" stroke-width="3" />
  </Icon>
);
export const SearchIcon = () => (
  <Icon>
    <circle cx="11" cy="11" r="6.5" />
    <path d="m16 16 4 4" />
  </Icon>
);
export const ShuffleIcon = () => (
  <Icon>
    <path d="M4 7h3c5 0 5 10 10 10h3M4 17h3c2 0 3.2-1.5 4.2-3.300M13 9.800C14 8.2 15.2 7 17 7h3M17.5 4.5 20 7l-2.5 2.500M17.5 14.5 20 17l-2.5 2.5" />
  </Icon>
);
export const MapIcon = () => (
  <Icon>
    <circle cx="7" cy="8" r="2" />
    <circle cx="16.5" cy="6" r="1.5" />
    <circle cx="17" cy="16" r="2.5" />
    <circle cx="9" cy="17" r="1.5" />
  </Icon>
);
export const SunIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="4" />
    <path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.400M5.6 18.4 7 17M17 7l1.4-1.4" />
  </Icon>
);
export const MoonIcon = () => (
  <Icon>
    <path d="M19.5 14.500A8 8 0 0 1 9.5 4.500a8 8 0 1 0 10 10z" />
  </Icon>
);
export const HelpIcon = () => (
  <Icon>
    <path d="M9 9a3 3 0 1 1 4.5 2.600c-1 .6-1.5 1.2-1.5 2.400M12 17.500v.01" />
  </Icon>
);
export const PlusIcon = () => (
  <Icon>
    <path d="M12 5v14M5 12h14" />
  </Icon>
);
export const MinusIcon = () => (
  <Icon>
    <path d="M5 12h14" />
  </Icon>
);
export const FitIcon = () => (
  <Icon>
    <path d="M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5" />
  </Icon>
);
export const CloseIcon = () => (
  <Icon>
    <path d="M6.5 6.500l11 11M17.5 6.500l-11 11" />
  </Icon>
);
export const JourneyIcon = () => (
  <Icon>
    <circle cx="5.5" cy="18" r="2" />
    <circle cx="18.5" cy="6" r="2" />
    <path d="M7.500 18h8a3.500 3.500 0 0 0 0-7h-7a2.500 2.500 0 0 1 0-5h8" />
  </Icon>
);
export const ClipIcon = () => (
  <Icon>
    <rect x="9" y="3.500" width="6" height="11" rx="3" />
    <path d="M5.5 11.500a6.500 6.500 0 0 0 13 0M12 18v3" />
  </Icon>
);
export const MoreIcon = () => (
  <Icon>
    <path d="M5 12v.01M12 12v.01M19 12v.01" stroke-width="2.6" />
  </Icon>
);
export const DownloadIcon = () => (
  <Icon>
    <path d="M12 4v11M7.5 11l4.500 4.500 4.500-4.500M5 20h14" />
  </Icon>
);
export const FileIcon = () => (
  <Icon>
    <path d="M9 18.500a2.500 2.500 0 1 1-2.500-2.500H9zM9 16V6l9-2v10.500M18 14.500a2.500 2.500 0 1 1-2.500-2.500H18z" />
  </Icon>
);
export const StopIcon = () => (
  <Icon>
    <rect x="6.500" y="6.500" width="11" height="11" rx="1.500" fill="currentColor" />
  </Icon>
);
