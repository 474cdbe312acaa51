import type { ReactNode } from 'react'
import { asSentence, asTitle } from '@/components/cards/as-sentence'
import { Figure } from '@/components/cards/figure'
import { PlanTargets } from '@/components/cards/plan-targets'
import { RiskChip } from '@/components/cards/risk-chip'
import { Fold } from '@/components/ui/fold'
import { Mark } from '@/components/ui/mark'
import { Unbroken } from '@/components/ui/unbroken'
import type { ComponentOf, UiIntent } from '@/schemas/intent'

type Action = ComponentOf<'plan.card'>['actions'][number]
const CHECK = {
  passed: { mark: 'verified', word: 'passed' },
  failed: { mark: 'refused', word: 'failed' },
  unknown: { mark: 'unknown', word: 'not known' },
} as const
const DRY_RUN = {
  would_succeed: { mark: 'verified', word: 'Would succeed' },
  would_fail: { mark: 'refused', word: 'Would fail' },
  not_run: { mark: 'unknown', word: 'Not run' },
} as const

/** One action of a plan. `is_folded` leaves its name, risk and saving, and the rest one press away. */
export function PlanAction({ action, intent, nth, is_folded = false }: { action: Action; intent: UiIntent; nth: number | null; is_folded?: boolean }) {
  return (
    <article aria-label={action.title}>
      <header className="grid gap-x-8 gap-y-3 @lg:grid-cols-[minmax(0,1fr)_auto]">
        <div className="min-w-0">
          {/* The card of a plan with one action has its title as its own. */}
          {nth === null && intent.title.startsWith(action.title) ? null : (
            <h4 className="text-pretty text-card font-strong">
              {nth ? `${nth}. ` : ''}
              <Unbroken text={action.title} />
            </h4>
          )}
          <p className="text-muted text-table">{action.where}</p>
          <p className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1">
            <RiskChip tier={action.risk_tier} />
          </p>
        </div>
        <div className="@lg:text-right">
          <p className="eyebrow">{intent.facts[action.saving]?.label ?? 'Expected saving'}</p>
          <Figure id={action.saving} intent={intent} className="text-page font-strong" />
          <p className="max-w-60 text-pretty text-muted text-small @lg:ml-auto">{action.saving_formula}</p>
        </div>
      </header>
      {is_folded ? (
        <Fold label={`What changes (${action.targets.length}), checks and rollback`}>
          <Terms action={action} />
        </Fold>
      ) : (
        <div className="mt-4">
          <Terms action={action} />
        </div>
      )}
    </article>
  )
}

/** What is changed, within what bounds, what was checked before, and how it is undone. */
function Terms({ action }: { action: Action }) {
  const dry = DRY_RUN[action.dry_run.outcome]
  return (
    <div className="grid gap-x-8 @2xl:grid-cols-2">
      <div className="min-w-0">
        <Block title={`What changes (${action.targets.length})`}>
          <PlanTargets targets={action.targets} />
        </Block>
        {action.params.length > 0 ? (
          <Block title="Parameters">
            <dl className="space-y-1.5">
              {action.params.map((p) => (
                <div key={p.name} className="flex flex-wrap justify-between gap-x-3">
                  <dt className="font-normal text-muted first-letter:uppercase">{p.name}</dt>
                  <dd>{p.value}</dd>
                </div>
              ))}
            </dl>
            <Bounds params={action.params} />
          </Block>
        ) : null}
        <Block title="Blast radius">
          <p>{asSentence(action.blast_radius)}</p>
        </Block>
        <Block title="Where the risk comes from">
          <dl className="space-y-1">
            {action.risk_terms.map((t) => (
              <div key={t.name} className="grid grid-cols-[2rem_1fr] gap-x-2">
                <dd className="order-first text-right">{t.points > 0 ? `+${t.points}` : t.points < 0 ? `−${-t.points}` : '0'}</dd>
                <dt className="font-normal">
                  {asTitle(t.name)} <span className="text-muted">{t.because}</span>
                </dt>
              </div>
            ))}
          </dl>
        </Block>
      </div>
      <div className="min-w-0">
        <Block title="Dry run">
          <p className="flex gap-2">
            <Mark kind={dry.mark} className="mt-1" />
            <span>
              <span className="font-strong">{dry.word}.</span> <span className="text-muted">{asSentence(action.dry_run.text)}</span>
            </span>
          </p>
        </Block>
        <Block title="Prechecks, repeated right before the change">
          <Checks checks={action.prechecks} />
        </Block>
        <Block title="Rollback">
          <p className="text-pretty">Available for {action.reversible_for}.</p>
          <p className="mb-1 text-pretty text-muted">Snapshot: {action.snapshot}.</p>
          <ol className="list-decimal space-y-0.5 pl-4 marker:text-muted">
            {action.rollback.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </Block>
        <Block title="Template">
          <p className="font-mono text-small">{action.template}</p>
          {action.record ? <p className="text-pretty text-muted">{asSentence(action.record)}</p> : null}
        </Block>
      </div>
    </div>
  )
}

/** Within what a parameter may be changed: for whoever edits the plan, not for whoever signs it. */
function Bounds({ params }: { params: Action['params'] }) {
  const bounded = params.filter((p) => p.bound !== null)
  if (bounded.length === 0) return null
  return (
    <Fold label="Allowed values">
      {bounded.map((p) => (
        <p key={p.name} className="text-pretty text-muted text-small">
          <span className="inline-block first-letter:uppercase">{p.name}</span>: {p.bound}
        </p>
      ))}
    </Fold>
  )
}

const Block = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="border-t py-3 text-table">
    <h5 className="mb-1 text-muted text-small">{title}</h5>
    {children}
  </section>
)

/** How many passed checks are listed before the rest folds. What failed or is not known is always listed. */
const PASSED_SHOWN = 4

function Checks({ checks }: { checks: Action['prechecks'] }) {
  const passed = checks.filter((c) => c.outcome === 'passed')
  const open = checks.filter((c) => c.outcome !== 'passed')
  const folds = passed.length > PASSED_SHOWN + 1
  const row = (c: Action['prechecks'][number]) => (
    <li key={c.text} className="flex gap-2">
      <Mark kind={CHECK[c.outcome].mark} className="mt-1" />
      <span>
        {asTitle(c.text)}
        <span className="sr-only">: {CHECK[c.outcome].word}</span>
      </span>
    </li>
  )
  return (
    <>
      <ul className="space-y-1">{[...open, ...(folds ? passed.slice(0, PASSED_SHOWN) : passed)].map(row)}</ul>
      {folds ? (
        <Fold label={`${passed.length - PASSED_SHOWN} more passed`}>
          <ul className="space-y-1">{passed.slice(PASSED_SHOWN).map(row)}</ul>
        </Fold>
      ) : null}
    </>
  )
}
