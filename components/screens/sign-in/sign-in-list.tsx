'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { asSentence } from '@/components/cards/as-sentence'
import { isError } from '@/components/cards/send-command'
import { insidePath } from '@/components/screens/sign-in/inside-path'
import { Initials } from '@/components/shell/person-menu'
import type { Person } from '@/schemas/person'

/** People to sign in as. Those of `tour` come first, in its order, each with its number. */
export function SignInList({ people, tour, next }: { people: Person[]; tour: string[]; next: string }) {
  const router = useRouter()
  const [pending, setPending] = useState<string | null>(null)
  const [refused, setRefused] = useState<string | null>(null)
  const enter = async (person_id: string) => {
    setPending(person_id)
    setRefused(null)
    try {
      const response = await fetch('/api/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ person_id }) })
      if (response.ok) {
        router.push(insidePath(next))
        router.refresh()
        return
      }
      const body: unknown = await response.json().catch(() => null)
      setRefused(isError(body) ? asSentence(body.error.message) : 'Signing in did not work. Try again.')
    } catch {
      setRefused('The server did not answer. Check that it is running and try again.')
    }
    setPending(null)
  }
  return (
    <>
      <ul className="panel ruled mt-2 overflow-hidden">
        {inOrder(people, tour).map((person) => (
          <li key={person.id}>
            <button
              type="button"
              disabled={pending !== null}
              onClick={() => void enter(person.id)}
              className="grid w-full grid-cols-[1.5rem_minmax(0,1fr)] items-center gap-x-3.5 px-4 py-2.5 text-left hover:bg-wash focus-visible:-outline-offset-2 disabled:opacity-60"
            >
              <Initials name={person.name} />
              <span className="min-w-0">
                <span className="flex flex-wrap items-baseline gap-x-2">
                  <span className="font-strong">{person.name}</span>
                  <span className="text-muted text-small">{pending === person.id ? 'Signing in' : person.title}</span>
                  {tour.includes(person.id) ? <span className="ml-auto text-accent text-small">step {tour.indexOf(person.id) + 1}</span> : null}
                </span>
                <span className="block text-pretty text-muted text-table">{person.can}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {refused ? (
        <p role="alert" className="mt-3 text-critical text-table">
          {refused}
        </p>
      ) : null}
    </>
  )
}

const inOrder = (people: Person[], tour: string[]): Person[] => [
  ...tour.flatMap((id) => people.find((p) => p.id === id) ?? []),
  ...people.filter((p) => !tour.includes(p.id)),
]
