import { buttonStyle } from '@/components/ui/button'
import { Link } from '@/components/ui/link'

/** What would be here, when, and the one next step. */
export const EmptyState = ({ title, text, action }: { title: string; text: string; action?: { label: string; href: string } | null }) => (
  <div className="panel px-6 py-14 text-center">
    <p className="font-strong text-card">{title}</p>
    <p className="mx-auto mt-1 max-w-md text-pretty text-muted text-table">{text}</p>
    {action ? (
      <Link href={action.href} className={`${buttonStyle({ variant: 'neutral' })} mt-4`}>
        {action.label}
      </Link>
    ) : null}
  </div>
)
