'use client'
import { usePathname } from 'next/navigation'
import { cn } from '@/components/ui/cn'
import { Link } from '@/components/ui/link'

const PLACES = [
  { href: '/settings', label: 'Organisation' },
  { href: '/settings/schedules', label: 'Scheduled work' },
  { href: '/settings/tokens', label: 'Tokens' },
  { href: '/settings/passkeys', label: 'Passkeys' },
  { href: '/settings/sessions', label: 'Sessions' },
]

/** The pages of the settings, above each of them: the way from one to another and back. */
export function SettingsNav() {
  const path = usePathname()
  return (
    <nav aria-label="Settings" data-screen-only className="-mx-2.5 mb-4 flex flex-wrap gap-1">
      {PLACES.map(({ href, label }) => (
        <Link
          key={href}
          href={href}
          aria-current={path === href ? 'page' : undefined}
          className={cn(
            'flex h-8 items-center whitespace-nowrap rounded-control px-2.5 text-table phone:h-11',
            path === href ? 'bg-wash font-strong' : 'text-muted hover:bg-wash hover:text-ink',
          )}
        >
          {label}
        </Link>
      ))}
    </nav>
  )
}
