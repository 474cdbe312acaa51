'use client'
import { CheckIcon, ContrastIcon, FingerprintIcon, KeyRoundIcon, LogOutIcon, MonitorIcon } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { toggleTheme } from '@/components/shell/theme'
import { announce } from '@/components/ui/announcer'
import { Menu, MenuContent, MenuItem, MenuLabel, MenuSeparator, MenuTrigger } from '@/components/ui/menu'
import type { ShellView } from '@/schemas/shell-view'

const initials = (name: string) =>
  name
    .split(' ')
    .map((part) => part[0])
    .slice(0, 2)
    .join('')

const isContinued = (body: unknown): body is { continue_at: string } =>
  typeof body === 'object' && body !== null && 'continue_at' in body && typeof body.continue_at === 'string'

export function PersonMenu({ shell }: { shell: ShellView }) {
  const router = useRouter()
  const switchTo = async (person_id: string) => {
    const response = await fetch('/api/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ person_id }) })
    if (response.ok) router.refresh()
    else announce('refused', 'Signing in did not work. Reload the page and try again.')
  }
  const signOut = async () => {
    const response = await fetch('/api/session', { method: 'DELETE' })
    const body: unknown = await response.json().catch(() => null)
    // The identity provider has a session of its own, which would sign the next person in as this one.
    if (isContinued(body)) return location.assign(body.continue_at)
    router.push('/sign-in')
    router.refresh()
  }
  return (
    <Menu>
      <MenuTrigger className="flex h-8 phone:h-11 items-center phone:justify-center gap-2 phone:min-w-11 rounded-control px-1.5 text-table hover:bg-wash">
        <Initials name={shell.actor.name} />
        <span className="sr-only">Signed in as </span>
        <span className="whitespace-nowrap max-xl:sr-only @max-[44rem]/head:sr-only">{shell.actor.name}</span>
      </MenuTrigger>
      <MenuContent className="w-64">
        <MenuLabel>
          <span className="block text-ink text-table">{shell.actor.name}</span>
          {shell.actor.title}
        </MenuLabel>
        <MenuSeparator />
        {shell.people.length > 0 ? <MenuLabel>Continue as</MenuLabel> : null}
        {shell.people.length > 1
          ? shell.people.map((person) => (
              <MenuItem key={person.id} onSelect={() => void switchTo(person.id)}>
                <Initials name={person.name} />
                <span className="min-w-0 flex-1">
                  <span className="block truncate leading-4">{person.name}</span>
                  <span className="block truncate text-muted text-small">{person.title}</span>
                </span>
                {person.id === shell.actor.id ? <CheckIcon aria-label="signed in" /> : null}
              </MenuItem>
            ))
          : null}
        <MenuSeparator />
        <MenuItem onSelect={() => router.push('/settings/passkeys')}>
          <FingerprintIcon aria-hidden="true" />
          Passkeys
        </MenuItem>
        <MenuItem onSelect={() => router.push('/settings/sessions')}>
          <MonitorIcon aria-hidden="true" />
          Sessions
        </MenuItem>
        <MenuItem onSelect={() => router.push('/settings/tokens')}>
          <KeyRoundIcon aria-hidden="true" />
          Tokens
        </MenuItem>
        <MenuItem onSelect={toggleTheme} className="md:hidden">
          <ContrastIcon aria-hidden="true" />
          Light or dark
        </MenuItem>
        <MenuItem onSelect={() => void signOut()}>
          <LogOutIcon aria-hidden="true" />
          Sign out
        </MenuItem>
      </MenuContent>
    </Menu>
  )
}

export const Initials = ({ name }: { name: string }) => (
  <span aria-hidden="true" className="grid size-6 shrink-0 place-items-center rounded-full bg-wash text-[0.6875rem] text-muted ring-1 ring-line ring-inset">
    {initials(name)}
  </span>
)
