import type { ComponentChildren } from 'preact';
import { ClipIcon, JourneyIcon, PlusIcon } from '../parts/icons.tsx';

/** Ways to the questions that begin with more than one song, or with none of the library. */
export function OtherQuestions() {
  return (
    <section aria-labelledby="questions">
      <div class="section-head">
        <h2 id="questions">Or ask another way</h2>
      </div>
      <ul class="questions">
        <Question href="/like" icon={<PlusIcon />} title="A blend of songs">
          What is like these, and unlike those?
        </Question>
        <Question href="/journey" icon={<JourneyIcon />} title="A journey">
          From one song to another in small steps
        </Question>
        <Question href="/clip" icon={<ClipIcon />} title="A clip of yours">
          Drop a file, or record what is playing
        </Question>
      </ul>
    </section>
  );
}

function Question({
  href,
  icon,
  title,
  children,
}: {
  readonly href: string;
  readonly icon: ComponentChildren;
  readonly title: string;
  readonly children: ComponentChildren;
}) {
  return (
    <li>
      <a class="question" href={href}>
        {icon}
        <span>
          <strong>{title}</strong>
          <span class="quiet">{children}</span>
        </span>
      </a>
    </li>
  );
}
