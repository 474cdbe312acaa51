import type { CardProps } from '@/components/cards/card'
import { CardHeader } from '@/components/ui/card'
import { Link } from '@/components/ui/link'

export const LinksCard = ({ part }: CardProps<'links'>) => (
  <div>
    <CardHeader title={part.title} />
    <ul className="mt-2 grid gap-x-8 gap-y-2 text-table @lg:grid-cols-2">
      {part.links.map((l) => (
        <li key={l.href} className="min-w-0">
          <Link href={l.href} className="quiet-link inline-block min-h-6 font-strong">
            {l.label}
          </Link>
          <span className="block text-pretty text-muted text-small">{l.note}</span>
        </li>
      ))}
    </ul>
  </div>
)
