import type { CardProps } from '@/components/cards/card'
import { EvidenceFrame, FigureCell, NARROW, PairCell, WIDE } from '@/components/cards/evidence/frame'
import { cn } from '@/components/ui/cn'
import { Mark } from '@/components/ui/mark'
import { Table, Td, Th } from '@/components/ui/table'
import type { UiIntent } from '@/schemas/intent'

/** Coverage before and since as two bars, then what spilled over and which commitment it was. */
export function EvidenceCommitmentCard({ part, intent }: CardProps<'evidence.commitment'>) {
  const lines = [
    ['Coverage of eligible usage', part.coverage],
    ['Utilisation of what was bought', part.utilisation],
    ['On-demand spill', part.spill],
  ] as const
  return (
    <EvidenceFrame part={part} intent={intent}>
      <CoverageBars before={part.coverage.before} after={part.coverage.after} intent={intent} />
      <Table label={part.title}>
        <thead>
          <tr>
            <Th>Measure</Th>
            <Th className={cn('text-right', WIDE)}>Before</Th>
            <Th className="text-right">Since</Th>
          </tr>
        </thead>
        <tbody>
          {lines.map(([label, pair]) => (
            <tr key={label}>
              <Td className="min-w-32">{label}</Td>
              <FigureCell id={pair.before} intent={intent} className={WIDE} />
              <FigureCell id={pair.after} intent={intent} className={WIDE} />
              <PairCell {...pair} intent={intent} className={NARROW} />
            </tr>
          ))}
        </tbody>
      </Table>
      {part.commitments.length > 0 ? (
        <div className="mt-4">
          <Table label="commitments">
            <thead>
              <tr>
                <Th>Commitment</Th>
                <Th>End</Th>
                <Th className="text-right">Usage it covers</Th>
              </tr>
            </thead>
            <tbody>
              {part.commitments.map((c) => (
                <tr key={c.label}>
                  <Td className="min-w-24 break-words">
                    {c.type}
                    <span className="block break-all font-mono text-muted text-small">{c.label}</span>
                  </Td>
                  <Td>
                    <span className="inline-flex items-center gap-1.5">
                      {c.has_ended ? <Mark kind="high" /> : null}
                      <span className="self-baseline">{c.ends}</span>
                    </span>
                  </Td>
                  <PairCell before={c.before} after={c.after} intent={intent} />
                </tr>
              ))}
            </tbody>
          </Table>
        </div>
      ) : null}
    </EvidenceFrame>
  )
}

/** Two bars on one scale of 0 to 100 %. The figures stand in the table below; a share nobody knows is hatched. */
function CoverageBars({ before, after, intent }: { before: string; after: string; intent: UiIntent }) {
  const share = (id: string): number | null => {
    const fact = intent.facts[id]
    return fact?.kind === 'ratio' ? Math.min(100, Math.max(0, Number(fact.value))) : null
  }
  return (
    <div aria-hidden="true" className="mb-3 space-y-1">
      {(
        [
          ['before', share(before), 'bg-accent'],
          ['since', share(after), 'bg-ink'],
        ] as const
      ).map(([word, value, fill]) => (
        <div key={word} className="grid grid-cols-[3rem_1fr] items-center gap-2 text-muted text-small">
          {word}
          <span
            className={
              value === null
                ? 'hatched block h-3 rounded-[2px] ring-1 ring-line-strong ring-inset'
                : 'block h-3 rounded-[2px] bg-wash ring-1 ring-line ring-inset'
            }
          >
            {value === null ? null : <span className={`block h-3 min-w-[2px] rounded-[2px] ${fill}`} style={{ width: `${value}%` }} />}
          </span>
        </div>
      ))}
    </div>
  )
}
