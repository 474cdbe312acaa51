import type { CardProps } from '@/components/cards/card'
import { EvidenceFrame, FigureCell, NARROW, WIDE } from '@/components/cards/evidence/frame'
import { cn } from '@/components/ui/cn'
import { RowFold, Table, Td, Th } from '@/components/ui/table'

/** Resources that do nothing: what, since when, whose, and what each costs a month. */
export const EvidenceWasteCard = ({ part, intent }: CardProps<'evidence.waste'>) => (
  <EvidenceFrame part={part} intent={intent}>
    <RowFold rows={part.findings.length}>
      <Table label={part.title}>
        <thead>
          <tr>
            <Th>Resource</Th>
            <Th className={WIDE}>Why it counts</Th>
            <Th className={WIDE}>Owner</Th>
            <Th className="text-right">Cost</Th>
          </tr>
        </thead>
        <tbody>
          {part.findings.map((f) => (
            <tr key={f.cost}>
              <Td className="min-w-32">
                <span className="wrap-anywhere">{f.resource}</span>
                <span className="block text-muted text-small">{f.type}</span>
                <span className={cn('block text-pretty text-muted text-small', NARROW)}>
                  {f.because}, {f.since}, {f.owner}
                </span>
              </Td>
              <Td className={cn('min-w-40 text-pretty', WIDE)}>
                {f.because}
                <span className="block text-muted text-small">{f.since}</span>
              </Td>
              <Td className={cn('text-muted', WIDE)}>{f.owner}</Td>
              <FigureCell id={f.cost} intent={intent} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr className="font-strong">
            <Td className="border-ink border-t border-b-0">Waste</Td>
            <Td className={cn('border-ink border-t border-b-0', WIDE)} />
            <Td className={cn('border-ink border-t border-b-0', WIDE)} />
            <FigureCell id={part.total} intent={intent} className="border-ink border-t border-b-0" />
          </tr>
        </tfoot>
      </Table>
    </RowFold>
    {part.others.length > 0 ? <p className="mt-2 text-pretty text-muted text-small">Also found: {part.others.join('; ')}.</p> : null}
  </EvidenceFrame>
)
