'use client'
import { usePathname } from 'next/navigation'
import { isOn, PAGE_GROUPS, PAGES, type ShellPage } from '@/components/shell/pages'
import { cn } from '@/components/ui/cn'
import { Link } from '@/components/ui/link'
import type { ShellView } from '@/schemas/shell-view'

/** 224 px of words; 56 px of icons while the ask panel is open or the window is narrow. */
export function NavRail({ shell, is_narrow }: { shell: ShellView; is_narrow: boolean }) {
  const path = usePathname()
  return (
    <nav aria-label="Pages" className={cn('flex flex-col gap-4 overflow-y-auto', is_narrow ? 'px-2' : 'px-3 max-lg:px-2')}>
      {PAGE_GROUPS.map((group, i) => (
        <section key={group.id} aria-label={group.label} className={cn('flex flex-col gap-0.5', is_narrow ? 'items-center' : 'max-lg:items-center')}>
          {i > 0 ? (
            <>
              <p aria-hidden="true" className={cn('eyebrow px-2.5 pb-1', is_narrow ? 'hidden' : 'max-lg:hidden')}>
                {group.label}
              </p>
              <span aria-hidden="true" className={cn('mb-2 h-px w-6 bg-line', is_narrow ? 'block' : 'lg:hidden')} />
            </>
          ) : null}
          {PAGES.filter((page) => page.group === group.id).map((page) => (
            <RailLink key={page.href} page={page} is_on={isOn(page, path)} count={page.badge ? shell[page.badge] : 0} is_narrow={is_narrow} />
          ))}
        </section>
      ))}
    </nav>
  )
}

const RailLink = ({ page, is_on, count, is_narrow }: { page: ShellPage; is_on: boolean; count: number; is_narrow: boolean }) => (
  <Link
    href={page.href}
    aria-current={is_on ? 'page' : undefined}
    title={is_narrow ? page.label : undefined}
    className={cn(
      'relative flex h-9 shrink-0 items-center gap-3 rounded-control text-body text-muted hover:bg-wash hover:text-ink',
      is_narrow ? 'w-10 justify-center' : 'w-full px-2.5 max-lg:w-10 max-lg:justify-center max-lg:px-0',
      is_on && 'bg-wash font-strong text-ink',
    )}
  >
    <page.icon aria-hidden="true" className="size-[17px] shrink-0" strokeWidth={1.75} />
    <span className={cn(is_narrow ? 'sr-only' : 'max-lg:sr-only')}>{page.label}</span>
    {count > 0 ? (
      <span
        className={cn(
          'text-muted text-small',
          is_narrow
            ? 'absolute top-0.5 right-0.5 text-[0.625rem] leading-3'
            : 'ml-auto max-lg:absolute max-lg:top-0.5 max-lg:right-0.5 max-lg:text-[0.625rem] max-lg:leading-3',
        )}
      >
        {count}
      </span>
    ) : null}
  </Link>
)
