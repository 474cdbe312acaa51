import type { CardProps } from '@/components/cards/card'
import { EvidenceFrame } from '@/components/cards/evidence/frame'
import { Mark } from '@/components/ui/mark'

/** Sources that brought nothing. Hatched, because not known is not the same as nothing. */
export const EvidenceMissingCard = ({ part, intent }: CardProps<'evidence.missing'>) => (
  <EvidenceFrame part={part} intent={intent}>
    <ul className="ruled border-y">
      {part.absent.map((a) => (
        <li key={a.what} className="grid grid-cols-[0.75rem_minmax(0,1fr)] gap-x-3 py-2.5 text-table">
          <Mark kind="unknown" className="mt-1" />
          <div className="min-w-0">
            <p className="text-pretty">
              not known: {a.what} <span className="text-muted">({a.collector})</span>
            </p>
            <p className="text-pretty text-muted text-small">
              {a.since}: {a.because}. {a.leaves_open.charAt(0).toUpperCase() + a.leaves_open.slice(1)}.
            </p>
          </div>
        </li>
      ))}
    </ul>
    {part.remedy ? <p className="mt-2 text-pretty text-table">{part.remedy}</p> : null}
  </EvidenceFrame>
)
