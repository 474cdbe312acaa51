'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { isOn, PAGES } from '@/components/shell/pages'
import { cn } from '@/components/ui/cn'
import type { ShellView } from '@/schemas/view'

/** 224 px of words; 56 px of icons while the ask panel is open or the window is narrow. */
export function NavRail({ shell, is_narrow }: { shell: ShellView; is_narrow: boolean }) {
  const path = usePathname()
  return (
    <nav aria-label="Pages" className={cn('flex flex-col gap-0.5', is_narrow ? 'items-center px-2' : 'px-3 max-lg:items-center max-lg:px-2')}>
      {PAGES.map((page) => {
        const on = isOn(page, path)
        const count = page.badge ? shell[page.badge] : 0
        return (
          <Link
            key={page.href}
            href={page.href}
            aria-current={on ? 'page' : undefined}
            title={is_narrow ? page.label : undefined}
            className={cn(
              'relative flex h-9 items-center gap-3 rounded-control text-body text-muted hover:bg-wash hover:text-ink',
              is_narrow ? 'w-10 justify-center' : 'w-full px-2.5 max-lg:w-10 max-lg:justify-center max-lg:px-0',
              on && 'bg-wash font-strong text-ink',
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
      })}
    </nav>
  )
}

/** The same pages at the bottom of a phone. A page where something is signed keeps that place for signing. */
export function BottomBar({ shell }: { shell: ShellView }) {
  const path = usePathname()
  return (
    <nav
      aria-label="Pages"
      data-screen-only
      className="fixed inset-x-0 bottom-0 z-30 grid grid-cols-7 border-t bg-paper pb-[env(safe-area-inset-bottom)] group-has-[[data-signing]]/frame:hidden md:hidden"
    >
      {PAGES.map((page) => {
        const on = isOn(page, path)
        const count = page.badge ? shell[page.badge] : 0
        return (
          <Link
            key={page.href}
            href={page.href}
            aria-current={on ? 'page' : undefined}
            className={cn('relative flex h-14 flex-col items-center justify-center gap-1 text-[0.6875rem] text-muted leading-3', on && 'font-strong text-ink')}
          >
            {on ? <span aria-hidden="true" className="absolute inset-x-4 top-0 h-0.5 bg-ink" /> : null}
            <page.icon aria-hidden="true" className="size-[18px]" strokeWidth={1.75} />
            {page.label === 'Verification' ? 'Verify' : page.label}
            {count > 0 ? <span className="absolute top-1.5 left-1/2 ml-3 text-[0.625rem] leading-3">{count}</span> : null}
          </Link>
        )
      })}
    </nav>
  )
}
