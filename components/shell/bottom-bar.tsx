'use client'
import { EllipsisIcon } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { useEffect, useState } from 'react'
import { isOn, PAGE_GROUPS, PAGES } from '@/components/shell/pages'
import { cn } from '@/components/ui/cn'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Link } from '@/components/ui/link'
import type { ShellView } from '@/schemas/shell-view'

const PLACE = 'relative flex h-14 flex-col items-center justify-center gap-1 text-[0.6875rem] text-muted leading-3'
const IN_BAR = PAGES.filter((page) => page.is_in_bar)
const BEHIND_MORE = PAGES.filter((page) => !page.is_in_bar)

/** The pages at the bottom of a phone: five places at most, the last of which opens the rest. A page where something is signed keeps that place for signing. */
export function BottomBar({ shell }: { shell: ShellView }) {
  const path = usePathname()
  const [is_open, setOpen] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the sheet closes over the page it led to
  useEffect(() => setOpen(false), [path])
  const is_more_on = BEHIND_MORE.some((page) => isOn(page, path))
  return (
    <nav
      aria-label="Pages"
      data-screen-only
      className="fixed inset-x-0 bottom-0 z-30 grid auto-cols-fr grid-flow-col border-t bg-paper pb-[env(safe-area-inset-bottom)] group-has-[[data-signing]]/frame:hidden md:hidden"
    >
      {IN_BAR.map((page) => {
        const on = isOn(page, path)
        const count = page.badge ? shell[page.badge] : 0
        return (
          <Link key={page.href} href={page.href} aria-current={on ? 'page' : undefined} className={cn(PLACE, on && 'font-strong text-ink')}>
            {on ? <Here /> : null}
            <page.icon aria-hidden="true" className="size-[18px]" strokeWidth={1.75} />
            {page.short ?? page.label}
            {count > 0 ? <span className="absolute top-1.5 left-1/2 ml-3 text-[0.625rem] leading-3">{count}</span> : null}
          </Link>
        )
      })}
      <button
        type="button"
        aria-haspopup="dialog"
        aria-expanded={is_open}
        onClick={() => setOpen(true)}
        className={cn(PLACE, is_more_on && 'font-strong text-ink')}
      >
        {is_more_on ? <Here /> : null}
        <EllipsisIcon aria-hidden="true" className="size-[18px]" strokeWidth={1.75} />
        More
      </button>
      <Dialog open={is_open} onOpenChange={setOpen}>
        <DialogContent title="Pages">
          {PAGE_GROUPS.map((group) => (
            <section key={group.id} aria-label={group.label} className="not-first:mt-4">
              <p className="eyebrow pb-1">{group.label}</p>
              <ul className="ruled border-y">
                {PAGES.filter((page) => page.group === group.id).map((page) => {
                  const on = isOn(page, path)
                  return (
                    <li key={page.href}>
                      <Link
                        href={page.href}
                        aria-current={on ? 'page' : undefined}
                        onClick={() => setOpen(false)}
                        className={cn('flex h-12 items-center gap-3 text-body', on && 'font-strong')}
                      >
                        <page.icon aria-hidden="true" className="size-[18px] text-muted" strokeWidth={1.75} />
                        {page.label}
                        {page.badge && shell[page.badge] > 0 ? <span className="ml-auto font-normal text-muted text-small">{shell[page.badge]}</span> : null}
                      </Link>
                    </li>
                  )
                })}
              </ul>
            </section>
          ))}
        </DialogContent>
      </Dialog>
    </nav>
  )
}

const Here = () => <span aria-hidden="true" className="absolute inset-x-4 top-0 h-0.5 bg-ink" />
