import { ActivityIcon, BadgeCheckIcon, DatabaseIcon, InboxIcon, type LucideIcon, MessageSquareTextIcon, ScaleIcon, ScrollTextIcon } from 'lucide-react'

export type ShellPage = { href: string; label: string; icon: LucideIcon; key: string; badge: 'open_cases' | 'approvals_for_me' | 'verifying' | null }

/** The pages of the rail. `key` is the second key of its jump: `g i` opens the inbox. */
export const PAGES: ShellPage[] = [
  { href: '/', label: 'Inbox', icon: InboxIcon, key: 'i', badge: 'open_cases' },
  { href: '/approvals', label: 'Approvals', icon: BadgeCheckIcon, key: 'a', badge: 'approvals_for_me' },
  { href: '/verification', label: 'Verification', icon: ActivityIcon, key: 'v', badge: 'verifying' },
  { href: '/ask', label: 'Ask', icon: MessageSquareTextIcon, key: 'q', badge: null },
  { href: '/sources', label: 'Sources', icon: DatabaseIcon, key: 's', badge: null },
  { href: '/policy', label: 'Policy', icon: ScaleIcon, key: 'p', badge: null },
  { href: '/audit', label: 'Audit', icon: ScrollTextIcon, key: 'l', badge: null },
]

/** Whether `path` belongs to a page of the rail; a case belongs to the inbox. */
export const isOn = (page: ShellPage, path: string): boolean =>
  page.href === '/' ? path === '/' || path.startsWith('/cases') : path === page.href || path.startsWith(`${page.href}/`)
