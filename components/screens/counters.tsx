import { FactButton } from '@/components/cards/fact-button'
import { cn } from '@/components/ui/cn'
import { Link } from '@/components/ui/link'
import type { Counter } from '@/schemas/page'

/** At most three figures between two rules, the money first and largest; words in its place are no larger than the figures beside them. */
export function Counters({ counters }: { counters: Counter[] }) {
  if (counters.length === 0) return null
  return (
    <section aria-label="Figures" className="mb-4 grid grid-cols-2 border-y md:grid-cols-[1.25fr_1fr_1fr]">
      {counters.map((c, i) => (
        <div
          key={c.id}
          className={cn(
            'pt-3 pb-1.5 md:px-6 md:first:pl-0',
            i === 0 ? 'max-md:col-span-2 max-md:border-b' : 'md:border-l',
            i === 1 && 'max-md:pr-3',
            i === 2 && 'max-md:border-l max-md:pl-4',
          )}
        >
          <p className="eyebrow">{c.fact.label}</p>
          <p className="flex h-9 items-baseline">
            <FactButton
              fact={c.fact}
              notes={c.fact.evidence.map((id) => ({ id, note: undefined }))}
              ruleset=""
              href={c.href ?? '#'}
              className={cn('font-strong', i === 0 && /\d/.test(c.fact.text) ? 'text-figure' : 'text-page leading-9')}
            />
          </p>
          <p className="text-muted text-small">
            {c.href ? (
              <Link href={c.href} className="quiet-link inline-block min-h-6">
                {c.note}
              </Link>
            ) : (
              c.note
            )}
          </p>
        </div>
      ))}
    </section>
  )
}
