import { buttonStyle } from '@/components/ui/button'
import { Link } from '@/components/ui/link'

/** What would be here, when, and the one next step. */
export const EmptyState = ({
  title,
  text,
  action,
  nearest = [],
}: {
  title: string
  text: string
  action?: { label: string; href: string } | null
  nearest?: { label: string; href: string; note: string }[] | undefined
}) => (
  <div className="panel px-6 py-14 text-center">
    <p className="font-strong text-card">{title}</p>
    <p className="mx-auto mt-1 max-w-md text-pretty text-muted text-table">{text}</p>
    {action ? (
      <Link href={action.href} className={`${buttonStyle({ variant: 'neutral' })} mt-4`}>
        {action.label}
      </Link>
    ) : null}
    {nearest.length > 0 ? (
      <div className="mx-auto mt-6 max-w-lg border-t pt-4 text-left text-table">
        <h2 className="text-muted text-small">Nearest</h2>
        <ul>
          {nearest.map((n) => (
            <li key={n.href} className="flex flex-wrap items-baseline justify-between gap-x-4 py-1">
              <Link href={n.href} className="quiet-link min-h-6 min-w-0 text-pretty">
                {n.label}
              </Link>
              <span className="text-muted text-small">{n.note}</span>
            </li>
          ))}
        </ul>
      </div>
    ) : null}
  </div>
)
