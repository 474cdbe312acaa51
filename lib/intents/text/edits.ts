import { indent, WIDTH, wrap } from '@/lib/intents/text/layout'
import { cut } from '@/lib/kernel/format'
import type { ComponentOf } from '@/schemas/intent'

const RISKS = { looser: ' (protects less)', stricter: ' (protects more)', neutral: '', unknown: ' (not known what it does to what protects)' } as const

export const drawJsonDiff = (part: ComponentOf<'json_diff'>): string[] => [
  part.title,
  ...wrap(part.subtitle, '  '),
  ...part.lines.flatMap((line) => {
    const values = line.hidden_by === null ? `${line.before ?? 'not there'} → ${line.after ?? 'gone'}` : `changed; hidden by the rule ${line.hidden_by}`
    return wrap(`${line.path}: ${values}${RISKS[line.risk]}`, '  ')
  }),
]

const SIGNS = { same: ' ', added: '+', removed: '-', skipped: ' ' } as const
// Text is set as it was written: only what is longer than a line is cut by it.
const MOST_CHARS = WIDTH - 20

export const drawTextDiff = (part: ComponentOf<'text_diff'>): string[] => [
  part.title,
  ...wrap(part.subtitle, '  '),
  `  --- ${part.before_label}`,
  `  +++ ${part.after_label}`,
  ...indent(
    part.lines.map((line) =>
      line.is === 'skipped'
        ? `  … ${line.text}`
        : `${SIGNS[line.is]} ${line.text.length > MOST_CHARS ? `${cut(line.text, MOST_CHARS)}…` : line.text}${line.is === 'same' ? '' : RISKS[line.risk]}`.trimEnd(),
    ),
  ),
]

/** What can be entered, what is entered, and the line that asks it. */
export const drawForm = (part: ComponentOf<'form'>): string[] => [
  part.title,
  ...wrap(part.subtitle, '  '),
  ...part.fields.flatMap((f) => {
    const shown = f.options.find((o) => o.value === f.value)?.label ?? f.value
    return wrap(`${f.label}: ${shown === '' ? 'not entered' : shown}${f.bound === null ? '' : ` (${f.bound.says}; ${f.bound.rule})`}`, '  ')
  }),
  ...wrap(`ask: ${part.line}`, '  '),
]

export const drawSkeleton = (part: ComponentOf<'skeleton'>): string[] => [part.title, ...wrap(part.text, '  ')]
