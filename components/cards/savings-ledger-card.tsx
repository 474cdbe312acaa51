import type { CardProps } from '@/components/cards/card'
import { NARROW, WIDE } from '@/components/cards/evidence/frame'
import { Figure } from '@/components/cards/figure'
import { CardHeader } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import { Link } from '@/components/ui/link'
import { Table, Td, Th } from '@/components/ui/table'

/** A statement of plans: what was predicted, what came of it, how sure that is, and one total. */
export const SavingsLedgerCard = ({ part, intent }: CardProps<'savings.ledger'>) => (
  <div>
    <CardHeader title={part.title} subtitle={part.subtitle} />
    <div className="mt-2">
      <Table label={part.title}>
        <thead>
          <tr>
            <Th>Plan</Th>
            <Th className={cn('text-right', WIDE)}>Predicted</Th>
            <Th className="text-right">Realized</Th>
          </tr>
        </thead>
        <tbody>
          {part.rows.map((r) => (
            <tr key={r.href}>
              <Td className="min-w-36">
                <Link href={r.href} className="quiet-link font-strong">
                  {r.title}
                </Link>
                <span className="block text-muted text-small">{r.status}</span>
                <span className="block text-pretty text-muted text-small">
                  {r.band}; {r.method}
                  {r.is_counted ? '' : '; not in the total'}
                </span>
                <span className={cn('block text-muted text-small', NARROW)}>
                  predicted <Figure id={r.predicted} intent={intent} className="whitespace-normal" />
                </span>
              </Td>
              <Td className={cn('text-right', WIDE)}>
                <Figure id={r.predicted} intent={intent} />
              </Td>
              <Td className="text-right">
                <Figure id={r.realised} intent={intent} className="whitespace-normal text-right" />
              </Td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr className="font-strong">
            <Td className="border-ink border-t border-b-0">Realized in total</Td>
            <Td className={cn('border-ink border-t border-b-0', WIDE)} />
            <Td className="border-ink border-t border-b-0 text-right">
              <Figure id={part.total} intent={intent} className="whitespace-normal text-right" />
            </Td>
          </tr>
        </tfoot>
      </Table>
    </div>
    <p className="mt-2 text-pretty text-muted text-small">{part.note}</p>
  </div>
)
