import type { ReactNode } from 'react'
import { ActionButton } from '@/components/cards/action-button'
import { SEVERITY_WORD } from '@/components/cards/headline-card'
import { HeadlineFigures } from '@/components/cards/headline-figures'
import { IntentView } from '@/components/cards/intent-view'
import { Part } from '@/components/cards/part'
import { Strip } from '@/components/cards/strip'
import { WhyText } from '@/components/cards/why-text'
import { Notices } from '@/components/screens/notices'
import { StateRail } from '@/components/screens/state-rail'
import { CaseNarration } from '@/components/shell/case-narration'
import { Badge, Tag } from '@/components/ui/badge'
import { buttonStyle } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import { Age, Time } from '@/components/ui/time'
import type { CaseView } from '@/schemas/case-view'
import type { UiIntent } from '@/schemas/intent'

/** The whole of one case: what happened, why, what is proposed, who signed, what came of it. */
export function CaseScreen({ view }: { view: CaseView }) {
  const lead = view.headline.components.find((c) => c.kind === 'headline')
  const rest = view.headline.components.filter((c) => c.kind !== 'headline')
  return (
    <article>
      <header className="mb-4">
        <div className="mb-1.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-small">
          <Link href="/" className="quiet-link text-muted">
            Inbox
          </Link>
          <span aria-hidden="true" className="text-faint">
            /
          </span>
          <Badge kind={view.severity}>{SEVERITY_WORD[view.severity]}</Badge>
          <Tag>{view.status}</Tag>
          <span className="text-muted">
            open <Age at={view.opened_at} now={view.now} />
          </span>
        </div>
        <h1 className="text-balance text-page font-strong">{view.title}</h1>
        <p className="mb-3 text-muted text-table">{view.where}</p>
        <StateRail stops={view.rail} now={view.now} />
      </header>
      <Notices notices={view.notices} />
      <div className="grid items-start gap-3 @4xl/page:grid-cols-[minmax(0,1fr)_17.5rem] @min-[60rem]/page:grid-cols-[minmax(0,1fr)_19rem]">
        <div className="contents @4xl/page:block @4xl/page:space-y-3">
          <section aria-label="Summary" className="panel @container order-1 p-4 @min-[60rem]/page:p-5">
            {lead ? (
              <p className="max-w-[46rem] text-pretty">
                <WhyText
                  text={lead.sentence}
                  intents={[
                    view.headline,
                    ...(view.triage ? [view.triage] : []),
                    ...(view.attribution ? [view.attribution] : []),
                    ...(view.evidence ? [view.evidence] : []),
                  ]}
                />
              </p>
            ) : null}
            {view.has_narrator ? <CaseNarration case_id={view.case_id} /> : null}
            {lead && lead.figures.length > 0 ? <HeadlineFigures figures={lead.figures} intent={view.headline} /> : null}
            {rest.map((part, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: components have no identity but their place
              <Part key={i} part={part} intent={view.headline} />
            ))}
            {view.chart ? (
              <div className="mt-5 border-t pt-4">
                {view.chart.components.map((part, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: components have no identity but their place
                  <Part key={i} part={part} intent={view.chart as UiIntent} />
                ))}
              </div>
            ) : null}
          </section>
          <div className="space-y-3 order-3">
            <Section view={view} name="attribution" />
            <Section view={view} name="triage" />
            <Section view={view} name="plan" />
            {view.plan_editor?.components.map((part) => (
              <Part key={part.kind} part={part} intent={view.plan_editor as UiIntent} />
            ))}
            <Section view={view} name="approval" />
            <Section view={view} name="execution" />
            <Section view={view} name="verification" />
            {view.evidence ? <IntentView intent={view.evidence} id="evidence" /> : null}
            {view.timeline ? <IntentView intent={view.timeline} id="timeline" /> : null}
          </div>
        </div>
        <aside aria-label="Next step" className="space-y-3 order-2 @4xl/page:sticky @4xl/page:top-[4.75rem]">
          <NextStep view={view} />
          {view.similar.length > 0 ? <Similar view={view} /> : null}
        </aside>
      </div>
    </article>
  )
}

type SectionName = CaseView['pending'][number]['section']
const SECTION_TITLE: Record<SectionName, string> = {
  chart: 'Cost',
  attribution: 'Attribution',
  triage: 'Why this category',
  plan: 'Plan',
  approval: 'Approval',
  execution: 'Execution',
  verification: 'Verification',
}

/** A section that exists, or one line on when it will. The strip of the case stands above; the plan does not repeat it. */
function Section({ view, name }: { view: CaseView; name: SectionName }): ReactNode {
  const intent = view[name]
  if (intent) {
    const shown =
      name === 'plan' ? { ...intent, components: intent.components.map((c) => (c.kind === 'plan.card' && view.approval ? { ...c, strip: [] } : c)) } : intent
    // A plan is signed on its own page, where everything that the signature covers is in view.
    return <IntentView intent={shown} id={name} are_actions_elsewhere={name === 'approval'} />
  }
  const waiting = view.pending.find((p) => p.section === name)
  if (!waiting) return null
  return (
    <section id={name} className="flex flex-wrap items-baseline gap-x-3 rounded-card border border-dashed px-4 py-3 text-table">
      <h3 className="font-strong">{SECTION_TITLE[name]}</h3>
      <p className="text-muted">{waiting.text}</p>
    </section>
  )
}

function NextStep({ view }: { view: CaseView }) {
  const primary = view.headline.actions.find((a) => a.style === 'primary')
  const others = view.headline.actions.filter((a) => a !== primary)
  return (
    <section aria-label="Next step" className="panel @container">
      <div className="space-y-3 p-4 @lg:flex @lg:items-center @lg:gap-8 @lg:space-y-0">
        <p className="flex-1 text-pretty">{view.next.sentence}</p>
        <div data-screen-only className="shrink-0 space-y-2 empty:hidden @lg:w-72">
          {primary ? <ActionButton action={primary} shown={view.headline} className="[&_button]:h-9" /> : null}
          {view.next.href && view.next.label ? (
            <Link href={view.next.href} className={`${buttonStyle({ variant: primary ? 'neutral' : 'primary' })} h-9 w-full`}>
              {view.next.label}
            </Link>
          ) : null}
          {others.length > 0 ? <OtherActions actions={others} headline={view.headline} /> : null}
        </div>
      </div>
      {view.strip.length > 0 ? (
        <div className="border-t p-4">
          <Strip slots={view.strip} now={view.now} />
        </div>
      ) : null}
      <dl className="grid grid-cols-[5rem_1fr] gap-y-1 border-t p-4 text-table">
        <dt className="font-normal text-muted">Owner</dt>
        <dd>{view.owner?.name ?? 'nobody yet'}</dd>
        {view.ticket ? (
          <>
            <dt className="font-normal text-muted">Ticket</dt>
            <dd>
              {view.ticket.url ? (
                <a href={view.ticket.url} className="quiet-link">{`${view.ticket.key} ${view.ticket.title}`}</a>
              ) : (
                `${view.ticket.key} ${view.ticket.title}`
              )}
            </dd>
          </>
        ) : null}
        <dt className="font-normal text-muted">Audit</dt>
        <dd>
          <Link href={`/audit?case=${view.case_id}`} className="quiet-link">
            Entries of this case
          </Link>
        </dd>
      </dl>
    </section>
  )
}

/** How many further actions stand open; more fold away, so that one action is the one to take. */
const SHOWN_ACTIONS = 2

function OtherActions({ actions, headline }: { actions: UiIntent['actions']; headline: UiIntent }) {
  const buttons = (
    <div className="grid grid-cols-2 gap-2">
      {actions.map((a) => (
        <ActionButton key={a.id} action={a} shown={headline} className={actions.length === 1 ? 'col-span-2' : ''} />
      ))}
    </div>
  )
  if (actions.length <= SHOWN_ACTIONS) return buttons
  return (
    <details className="group">
      <summary className="py-1 text-center text-muted text-table hover:text-ink">
        <span className="group-open:hidden">Other actions ({actions.length})</span>
        <span className="hidden group-open:inline">Fewer actions</span>
      </summary>
      <div className="mt-1">{buttons}</div>
    </details>
  )
}

const Similar = ({ view }: { view: CaseView }) => (
  <section aria-label="Similar cases" className="px-4 pt-1 text-table">
    <h3 className="text-muted text-small">Similar cases</h3>
    <ul>
      {view.similar.map((s) => (
        <li key={s.case_id} className="py-1.5">
          <Link href={`/cases/${s.case_id}`} className="quiet-link">
            {s.title}
          </Link>
          <p className="text-muted text-small">
            {s.outcome}, <Time at={s.at} now={view.now} style="day" />
          </p>
        </li>
      ))}
    </ul>
  </section>
)
