import type { CardProps } from '@/components/cards/card'
import { EvidenceFrame } from '@/components/cards/evidence/frame'
import { Figure } from '@/components/cards/figure'

/** What each rule explains of one rise as a share of it, and what even the largest leaves open. */
export function EvidenceMixedCard({ part, intent }: CardProps<'evidence.mixed'>) {
  const width = (id: string): string => `${Math.min(100, Math.max(0, Number(intent.facts[id]?.value ?? 0)))}%`
  return (
    <EvidenceFrame part={part} intent={intent}>
      <ul className="ruled border-y">
        {part.parts.map((p) => (
          <li key={p.rule} className="py-2.5 text-table">
            <div className="flex flex-wrap items-baseline justify-between gap-x-6">
              <span className="font-strong">{p.category}</span>
              <span>
                <Figure id={p.explained} intent={intent} />, <Figure id={p.share} intent={intent} /> <span className="text-muted">of the rise</span>
              </span>
            </div>
            <span aria-hidden="true" className="mt-1.5 block h-2 rounded-[2px] bg-wash ring-1 ring-line ring-inset">
              <span className="block h-2 min-w-[2px] rounded-[2px] bg-ink" style={{ width: width(p.share) }} />
            </span>
            {p.because ? <p className="mt-1.5 text-pretty text-muted text-small">{p.because}</p> : null}
          </li>
        ))}
      </ul>
      <p className="mt-3 flex flex-wrap gap-x-6 text-table">
        <span>
          <span className="text-muted">Rise</span> <Figure id={part.rise} intent={intent} className="font-strong" />
        </span>
        <span>
          <span className="text-muted">Not explained by the largest part</span> <Figure id={part.remainder} intent={intent} className="font-strong" />
        </span>
      </p>
    </EvidenceFrame>
  )
}
