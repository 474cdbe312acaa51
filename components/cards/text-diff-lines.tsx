import { DiffRisk } from '@/components/cards/diff-risk'
import { cn } from '@/components/ui/cn'
import type { ComponentOf } from '@/schemas/intent'

type Part = ComponentOf<'text_diff'>
type Line = Part['lines'][number]

const SIGN: Record<Line['is'], { sign: string; word: string; look: string }> = {
  same: { sign: '', word: '', look: '' },
  added: { sign: '+', word: 'added', look: 'bg-accent-wash' },
  removed: { sign: '−', word: 'taken out', look: 'bg-danger-wash' },
  skipped: { sign: '', word: '', look: 'text-muted' },
}

/** Two texts line by line. Long lines wrap, so that nothing scrolls sideways; a change is told by sign and word, and its risk once where it begins. */
export const TextDiffLines = ({ part }: { part: Part }) => (
  <div className="mt-2">
    <p className="text-muted text-small">
      <span className="font-mono">−</span> {part.before_label}, <span className="font-mono">+</span> {part.after_label}
    </p>
    <ol className="mt-1 rounded-sm bg-sunken py-1 font-mono text-small">
      {part.lines.map((line, i) => {
        const { sign, word, look } = SIGN[line.is]
        const former = part.lines[i - 1]
        const is_first = (line.is === 'added' || line.is === 'removed') && (former?.is !== line.is || former.risk !== line.risk)
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is what stands at its place
          <li key={i} className={cn('grid grid-cols-[2.25rem_1rem_minmax(0,1fr)] gap-x-1 px-2', look)}>
            <span className="select-none text-right text-muted">{line.after_line ?? line.before_line ?? ''}</span>
            <span className="text-center">
              <span aria-hidden="true">{sign}</span>
              <span className="sr-only">{word}</span>
            </span>
            <span className="wrap-anywhere min-w-0 whitespace-pre-wrap">
              {is_first && line.risk !== 'neutral' ? <DiffRisk risk={line.risk} className="float-right ml-3 font-sans" /> : null}
              {line.text}
            </span>
          </li>
        )
      })}
    </ol>
  </div>
)
