import type { CardProps } from '@/components/cards/card'
import { EvidenceFrame, Pair } from '@/components/cards/evidence/frame'
import { Figure } from '@/components/cards/figure'
import { Tag } from '@/components/ui/badge'

/** Each product of another seller with what is known of its subscription. */
export const EvidenceMarketplaceCard = ({ part, intent }: CardProps<'evidence.marketplace'>) => (
  <EvidenceFrame part={part} intent={intent}>
    <ul className="ruled border-y">
      {part.products.map((p) => (
        <li key={p.product} className="grid gap-x-6 gap-y-2 py-3 text-table @lg:grid-cols-[minmax(0,1fr)_auto]">
          <div className="min-w-0">
            <p className="flex flex-wrap items-center gap-x-2 font-strong">
              {p.product}
              {p.is_new ? <Tag>new</Tag> : null}
            </p>
            <dl className="mt-1 grid grid-cols-[5rem_minmax(0,1fr)] gap-x-3 gap-y-0.5 text-small">
              <dt className="font-normal text-muted">Since</dt>
              <dd>{p.since}</dd>
              <dt className="font-normal text-muted">Agreement</dt>
              <dd className="wrap-anywhere text-pretty">{p.contract}</dd>
              <dt className="font-normal text-muted">Seller</dt>
              <dd className="text-pretty">{p.vendor}</dd>
            </dl>
          </div>
          <div className="flex gap-6 @lg:block @lg:text-right">
            <Pair before={p.before} after={p.after} intent={intent} />
            <span className="block">
              <Figure id={p.change} intent={intent} />
            </span>
          </div>
        </li>
      ))}
    </ul>
  </EvidenceFrame>
)
