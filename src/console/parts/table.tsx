// A table that scrolls by itself where the page is narrow, also with the keyboard.
import type { ComponentChildren } from 'preact';

interface Column {
  readonly title: string;
  readonly isNumber?: boolean;
}

interface Props {
  readonly label: string;
  readonly columns: readonly Column[];
  readonly children: ComponentChildren;
}

export function Table({ label, columns, children }: Props) {
  return (
    <div class="scroll" tabindex={0} role="region" aria-label={label}>
      <table>
        <thead>
          <tr>
            {columns.map(({ title, isNumber }) => (
              <th key={title} scope="col" class={isNumber === true ? 'number' : ''}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
