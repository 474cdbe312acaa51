import { SEVERITY_WORD } from '@/components/cards/headline-card'
import { HeadlineFigures } from '@/components/cards/headline-figures'
import { IntentView } from '@/components/cards/intent-view'
import { Part } from '@/components/cards/part'
import { WhyText } from '@/components/cards/why-text'
import { NextStep } from '@/components/screens/case/case-next-step'
import { CaseSection, sectionLinks } from '@/components/screens/case/case-section'
import { contentKey } from '@/components/screens/case/content-key'
import { NextStepBar } from '@/components/screens/case/next-step-bar'
import { StateRail } from '@/components/screens/case/state-rail'
import { Notices } from '@/components/screens/notices'
import { OnThisPage } from '@/components/screens/on-this-page'
import { CaseNarration } from '@/components/shell/case-narration'
import { Badge, Tag } from '@/components/ui/badge'
import { Link } from '@/components/ui/link'
import { Age, Time } from '@/components/ui/time'
import { Unbroken } from '@/components/ui/unbroken'
import { Unchanged } from '@/components/ui/unchanged'
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
          <Link href="/" className="quiet-link touch text-muted">
            Inbox
          </Link>
          <span aria-hidden="true" className="text-faint">
            /
          </span>
          <Badge kind={view.severity}>{SEVERITY_WORD[view.severity]}</Badge>
          <Tag>{view.status}</Tag>
          <span className="text-muted">
            {view.is_closed ? (
              <>
                opened <Time at={view.opened_at} now={view.now} style="day" />
              </>
            ) : (
              <>
                open <Age at={view.opened_at} now={view.now} />
              </>
            )}
          </span>
        </div>
        <h1 className="text-balance text-page font-strong">
          <Unbroken text={view.title} />
        </h1>
        <p className="mb-3 text-muted text-table">{beyondTitle(view.where, view.title)}</p>
        <StateRail stops={view.rail} now={view.now} />
      </header>
      <Notices notices={view.notices} />
      <div className="flex flex-col gap-3 @4xl/page:grid @4xl/page:items-start @4xl/page:grid-cols-[minmax(0,1fr)_17.5rem] @min-[60rem]/page:grid-cols-[minmax(0,1fr)_19rem]">
        <NextStepBar view={view} />
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
              <Unchanged by={contentKey(view.chart)}>
                <div className="mt-5 border-t pt-4">
                  {view.chart.components.map((part, i) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: components have no identity but their place
                    <Part key={i} part={part} intent={view.chart as UiIntent} />
                  ))}
                </div>
              </Unchanged>
            ) : null}
          </section>
          <div className="folds-rows space-y-3 order-4">
            <CaseSection view={view} name="attribution" />
            <CaseSection view={view} name="triage" />
            <CaseSection view={view} name="plan" />
            {view.plan_editor?.components.map((part) => (
              <Part key={part.kind} part={part} intent={view.plan_editor as UiIntent} />
            ))}
            <CaseSection view={view} name="approval" />
            <CaseSection view={view} name="execution" />
            <CaseSection view={view} name="verification" />
            {view.evidence ? <IntentView intent={view.evidence} id="evidence" kept_by={contentKey(view.evidence)} /> : null}
            {view.timeline ? <IntentView intent={view.timeline} id="timeline" /> : null}
          </div>
        </div>
        <aside aria-label="Next step" className="relative z-20 order-3 space-y-3 @4xl/page:sticky @4xl/page:z-auto @4xl/page:top-[4.75rem]">
          <NextStep view={view} />
          <OnThisPage parts={sectionLinks(view)} className="px-4 pt-1" />
          {view.similar.length > 0 ? <Similar view={view} /> : null}
        </aside>
      </div>
    </article>
  )
}

/** The finer parts of a place: the title has named the others. */
const beyondTitle = (where: string, title: string): string =>
  where
    .split(', ')
    .filter((part) => !title.includes(part))
    .join(', ')

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
