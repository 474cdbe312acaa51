import { ActionButton } from '@/components/cards/action-button'
import { shownCard } from '@/components/cards/shown-card'
import { Strip } from '@/components/cards/strip'
import { buttonStyle } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import type { CaseView } from '@/schemas/case-view'
import type { UiIntent } from '@/schemas/intent'

/** The one thing to do now, who has signed, and whose case it is. */
export function NextStep({ view }: { view: CaseView }) {
  const primary = view.headline.actions.find((a) => a.style === 'primary')
  const others = view.headline.actions.filter((a) => a !== primary)
  return (
    <section id="next-step" aria-label="Next step" className="panel @container">
      <div className="space-y-3 p-4 @lg:flex @lg:items-center @lg:gap-8 @lg:space-y-0">
        <p className="flex-1 text-pretty">{view.next.sentence}</p>
        <div data-screen-only className="shrink-0 space-y-2 empty:hidden @lg:w-72">
          {primary ? <ActionButton action={primary} shown={shownCard(view.headline)} className="[&_button]:h-9 phone:[&_button]:h-11" /> : null}
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
        <dd>{view.owner?.name ?? (view.is_closed ? 'nobody' : 'nobody yet')}</dd>
        {view.ticket ? (
          <>
            <dt className="font-normal text-muted">Ticket</dt>
            <dd>
              {view.ticket.url ? (
                <a href={view.ticket.url} className="quiet-link">
                  {ticketText(view)}
                </a>
              ) : (
                ticketText(view)
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

/** A ticket that is called like its case is its key alone. */
const ticketText = ({ ticket, title }: CaseView): string => (ticket === null ? '' : ticket.title === title ? ticket.key : `${ticket.key} ${ticket.title}`)

/** How many further actions stand open; more fold away, so that one action is the one to take. */
const SHOWN_ACTIONS = 2

function OtherActions({ actions, headline }: { actions: UiIntent['actions']; headline: UiIntent }) {
  const buttons = (
    <div className="grid grid-cols-2 gap-2">
      {actions.map((a) => (
        <ActionButton key={a.id} action={a} shown={shownCard(headline)} className={actions.length === 1 ? 'col-span-2' : ''} />
      ))}
    </div>
  )
  if (actions.length <= SHOWN_ACTIONS) return buttons
  return (
    <details className="group">
      <summary className="py-1 phone:py-3 text-center text-muted text-table hover:text-ink">
        <span className="group-open:hidden">Other actions ({actions.length})</span>
        <span className="hidden group-open:inline">Fewer actions</span>
      </summary>
      <div className="mt-1">{buttons}</div>
    </details>
  )
}
