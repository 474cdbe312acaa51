import type { CardProps } from '@/components/cards/card'
import { Figure, FigureBlock } from '@/components/cards/figure'
import { cn } from '@/components/ui/cn'

type Facts = { ids: string[]; intent: CardProps<'fact_grid'>['intent'] }

/** Figures in columns, texts in lines: a sentence in a column beside a figure is neither read nor compared. Where half are texts, all of it is lines. */
export function FactGridCard({ part, intent }: CardProps<'fact_grid'>) {
  const texts = part.facts.filter((id) => intent.facts[id]?.kind === 'text')
  const is_statement = texts.length >= part.facts.length / 2
  const figures = is_statement ? [] : part.facts.filter((id) => !texts.includes(id))
  return (
    <div>
      <h3 className="mb-3 text-card font-strong">{part.title}</h3>
      {figures.length > 0 ? <Columns ids={figures} intent={intent} /> : null}
      {is_statement || texts.length > 0 ? <Lines ids={is_statement ? part.facts : texts} intent={intent} /> : null}
    </div>
  )
}

/** Four stand two by two or in one row: three and one below would read as if the last were apart. */
const Columns = ({ ids, intent }: Facts) => (
  <div className={cn('grid grid-cols-2 gap-x-6 gap-y-4 @3xl:grid-cols-4', ids.length !== 4 && '@lg:grid-cols-3')}>
    {ids.map((id) => (
      <FigureBlock key={id} id={id} intent={intent} size="small" />
    ))}
  </div>
)

const Lines = ({ ids, intent }: Facts) => (
  <dl className="ruled border-y text-table">
    {ids.map((id) => (
      <div key={id} className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] items-start gap-x-4 py-2">
        <dt className="text-pretty font-normal text-muted">{intent.facts[id]?.label ?? id}</dt>
        <dd className="min-w-0">
          <Figure id={id} intent={intent} className="whitespace-normal text-pretty text-left wrap-anywhere" />
          {intent.facts[id]?.window ? <span className="block text-muted text-small">{intent.facts[id]?.window}</span> : null}
        </dd>
      </div>
    ))}
  </dl>
)
