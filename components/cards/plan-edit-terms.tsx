import { asTitle } from '@/components/cards/as-sentence'
import type { Scoring } from '@/components/cards/use-plan-preview'
import { cn } from '@/components/ui/cn'
import { Mark } from '@/components/ui/mark'
import type { EditTerm } from '@/schemas/plan-edit-view'

/** What the plan amounts to, before and after the change. While the server scores, the last answer stays, paler. */
export function PlanEditTerms({ terms, scoring }: { terms: EditTerm[]; scoring: Scoring }) {
  const preview = scoring.state === 'scored' ? scoring.preview : scoring.state === 'asking' ? scoring.last : null
  const shown = preview?.terms ?? terms
  return (
    <section aria-label="What the plan would be" aria-busy={scoring.state === 'asking'} className="min-w-0">
      <h4 className="font-strong text-table">{preview ? 'What it would be' : 'What it is now'}</h4>
      <p className="min-h-10 text-pretty text-muted text-small" aria-live="polite">
        {scoring.state === 'asking'
          ? 'The change is being scored.'
          : preview
            ? preview.title
            : 'Change a value to see its effect on saving, risk and approval. Nothing is saved yet.'}
      </p>
      <dl className={cn('transition-opacity @md:grid @md:grid-cols-2 @md:gap-x-8 @3xl:block', scoring.state === 'asking' && 'opacity-60')}>
        {shown.map((term) => {
          const is_changed = term.before !== term.after
          return (
            <div key={term.id} className="border-t py-2">
              <dt className="font-normal text-muted text-small">{term.label}</dt>
              <dd className="text-table">
                {is_changed ? (
                  <span className="mr-2 text-muted line-through decoration-line-strong">
                    <span className="sr-only">was </span>
                    {asTitle(term.before)}
                  </span>
                ) : null}
                <span className={cn('inline-flex items-baseline gap-1.5', is_changed && 'font-strong')}>
                  {asTitle(term.after)}
                  {is_changed && term.is_better !== null ? (
                    <span className={cn('text-small', term.is_better ? 'text-verified' : 'text-high')}>{term.is_better ? 'better' : 'worse'}</span>
                  ) : null}
                </span>
              </dd>
            </div>
          )
        })}
      </dl>
      {(preview?.denials ?? []).map((text) => (
        <p key={text} className="flex gap-2 border-t py-2 text-pretty text-table">
          <Mark kind="refused" className="mt-1" />
          <span>Policy would deny it: {text}</span>
        </p>
      ))}
    </section>
  )
}
