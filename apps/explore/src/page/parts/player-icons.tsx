import { Icon } from './icons.tsx';

export const PreviousIcon = () => (
  <Icon>
    <path d="M18 6v12l-9-6zM6.5 6v12" fill="currentColor" />
  </Icon>
);
export const NextIcon = () => (
  <Icon>
    <path d="M6 6v12l9-6zM17.5 6v12" fill="currentColor" />
  </Icon>
);
export const SoundIcon = () => (
  <Icon>
    <path d="M4 9.500v5h3l4.500 4v-13L7 9.500zM15 9a4.500 4.500 0 0 1 0 6M17.500 6.500a8 8 0 0 1 0 11" />
  </Icon>
);
export const MutedIcon = () => (
  <Icon>
    <path d="M4 9.500v5h3l4.500 4v-13L7 9.500zM15.500 9.500l5 5M20.500 9.500l-5 5" />
  </Icon>
);
export const AutoplayIcon = () => (
  <Icon>
    <path d="M12 12c-2-2.700-3.300-4-5.200-4a4 4 0 0 0 0 8c1.900 0 3.200-1.300 5.200-4s3.300-4 5.200-4a4 4 0 0 1 0 8c-1.900 0-3.200-1.300-5.200-4" />
  </Icon>
);
export const QueueIcon = () => (
  <Icon>
    <path d="M4 6.500h16M4 12h9M4 17.500h9" />
    <path d="M17 12v7l4-3.500z" fill="currentColor" />
  </Icon>
);
export const HandleIcon = () => (
  <Icon>
    <path d="M9 6.500v.01M15 6.500v.01M9 12v.01M15 12v.01M9 17.500v.01M15 17.500v.01" stroke-width="2.6" />
  </Icon>
);
export const UpIcon = () => (
  <Icon>
    <path d="m6.5 14.500 5.500-5.500 5.500 5.500" />
  </Icon>
);
export const DownIcon = () => (
  <Icon>
    <path d="m6.5 9.500 5.500 5.500 5.500-5.500" />
  </Icon>
);
export const RemoveIcon = () => (
  <Icon>
    <path d="m7 7 10 10M17 7 7 17" />
  </Icon>
);
