import { Fragment } from 'react'
import { ActionButton } from '@/components/cards/action-button'
import { asHeading } from '@/components/cards/as-sentence'
import { Figure } from '@/components/cards/figure'
import { IntentView } from '@/components/cards/intent-view'
import { shownCard } from '@/components/cards/shown-card'
import { HandOn } from '@/components/screens/approvals/hand-on'
import { contentKey } from '@/components/screens/case/content-key'
import { planInRequest, requestOnPage } from '@/components/screens/case/plan-on-page'
import { Notices } from '@/components/screens/notices'
import { cn } from '@/components/ui/cn'
import { Link } from '@/components/ui/link'
import { Unbroken } from '@/components/ui/unbroken'
import type { ApproveView } from '@/schemas/approve-view'
import type { ComponentOf } from '@/schemas/intent'

/** One plan, one decision. The strip on top, what it covers in the middle, the signature at the bottom. */
export function ApproveScreen({ view }: { view: ApproveView }) {
  const card = view.approval.components.find((c) => c.kind === 'approval.card')
  const has_actions = view.approval.actions.length > 0
  const plan = planInRequest(view.plan)
  return (
    <article className="mx-auto max-w-[44rem]">
      <header className="mb-3 flex items-baseline text-small">
        <Link href="/approvals" className="quiet-link touch text-muted">
          Approvals
        </Link>
        <span aria-hidden="true" className="px-2 text-faint">
          /
        </span>
        <Link href={`/cases/${view.case_id}`} title={view.case_title} className="quiet-link min-w-0 truncate text-muted">
          {view.case_title}
        </Link>
        {has_actions ? null : (
          <Link href={`/cases/${view.case_id}`} className="touch ml-auto shrink-0 pl-4 text-accent hover:underline">
            Open the case
          </Link>
        )}
        <h1 className="sr-only">Approval: {asHeading(card?.sentence ?? view.approval.title)}</h1>
      </header>
      <Notices notices={view.notices} />
      <div className="folds-rows space-y-3">
        <IntentView intent={requestOnPage(view.approval)} are_actions_elsewhere />
        {view.execution ? <IntentView intent={view.execution} /> : null}
        <IntentView intent={plan} id="plan" kept_by={contentKey(plan)} />
        {view.evidence ? <IntentView intent={view.evidence} id="evidence" kept_by={contentKey(view.evidence)} /> : null}
      </div>
      {view.hand_on === undefined ? null : <HandOn view={{ ...view, hand_on: view.hand_on }} />}
      {has_actions ? <SignBar view={view} card={card} /> : null}
    </article>
  )
}

const ORDER = { danger: 0, neutral: 1, primary: 2 } as const

/** Where the thumb is on a phone, at the foot of the page elsewhere. Deny and approve are apart in place, size and colour. */
function SignBar({ view, card }: { view: ApproveView; card: ComponentOf<'approval.card'> | undefined }) {
  const { actions } = view.approval
  const blocked = actions.filter((a) => a.disabled !== null)
  const reasons = [...new Set(blocked.map((a) => `${a.disabled?.text ?? ''} ${a.disabled?.unblock ?? ''}`.trim()))]
  const summary = card ? (
    <div className="mb-4 border-b pb-4">
      <p className="text-pretty font-strong">
        <Unbroken text={asHeading(card.sentence)} />
      </p>
      <p className="mt-2 flex flex-wrap gap-x-6 text-table">
        {card.figures.map((id) => (
          <span key={id}>
            <span className="text-muted">{view.approval.facts[id]?.label} </span>
            <Figure id={id} intent={view.approval} className="font-strong" />
          </span>
        ))}
      </p>
      <p className="mt-1 font-mono text-muted text-small">
        plan {view.approval.actions[0]?.plan_hash?.slice(0, 16)} · card {view.approval.digest.slice(0, 8)}
      </p>
    </div>
  ) : null
  return (
    <div
      data-screen-only
      data-signing
      className="sticky bottom-0 z-20 -mx-4 mt-4 border-t bg-paper px-4 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] max-md:-mb-24 md:mx-0 md:-mb-12 md:px-0 md:pb-4"
    >
      {reasons.map((reason) => (
        <p key={reason} className="mb-2 text-pretty text-muted text-table">
          {reason}
        </p>
      ))}
      <div className="flex flex-wrap items-start gap-2 md:items-center md:gap-3">
        {[...actions]
          .sort((a, b) => ORDER[a.style] - ORDER[b.style])
          .map((a) => (
            <Fragment key={a.id}>
              {a.style === 'primary' && a.disabled === null ? (
                <p className="hidden flex-1 text-right text-muted text-small md:block">
                  Your signature covers plan <span className="font-mono">{a.plan_hash?.slice(0, 8)}</span> and nothing else
                </p>
              ) : null}
              <ActionButton
                action={a}
                shown={shownCard(view.approval)}
                size="large"
                summary={summary}
                is_reason_elsewhere
                className={cn('max-md:[&_button]:px-3', a.style === 'primary' ? 'ml-auto min-w-fit flex-1 md:max-w-60' : 'md:min-w-28')}
              />
            </Fragment>
          ))}
      </div>
    </div>
  )
}
