import { expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { everyTenant } from '@/lib/db/every-tenant'
import { eventStream } from './event-stream'
import { endEveryStream, type Follower, follow } from './followers'

testDatabase()

type Heard = Follower & { said: string[]; is_over: boolean }
const forgotten = new Map<Heard, () => void>()
/** A stream that keeps what it is sent, and leaves when it is ended. */
function followAs(tenant_id: string, session_id: string): Heard {
  const follower: Heard = {
    ...{ tenant_id, session_id, ends_at: Number.MAX_SAFE_INTEGER, said: [], is_over: false },
    send: (bytes) => void follower.said.push(new TextDecoder().decode(bytes)),
    end() {
      follower.is_over = true
      forgotten.get(follower)?.()
    },
  }
  forgotten.set(follower, follow(follower))
  return follower
}
const notify = (notice: object) => everyTenant('select pg_notify($1, $2)', ['countersign', JSON.stringify(notice)])

it('tells every stream of a tenant what changed in it, and no stream of another', async () => {
  const [one, two, other] = [followAs('tn_a', 's1'), followAs('tn_a', 's2'), followAs('tn_b', 's3')]
  await expect
    .poll(async () => {
      await notify({ tenant_id: 'tn_a', topic: 'case', id: 'case_1' })
      return one.said.length > 0 && two.said.length > 0
    })
    .toBe(true)
  expect(one.said[0]).toBe('data: {"topic":"case","id":"case_1"}\n\n')
  expect(other.said).toEqual([])
})

it('ends the streams of a session that is over at once, and no others', async () => {
  const [over, stays] = [followAs('tn_a', 'over'), followAs('tn_a', 'stays')]
  await expect
    .poll(async () => {
      await notify({ tenant_id: 'tn_a', topic: 'session', id: 'over' })
      return over.is_over
    })
    .toBe(true)
  expect(stays.is_over).toBe(false)
})

it('lets a reader go that is far behind, and nobody else with it when its browser goes, too', async () => {
  // The only ones so far leave: what follows begins a subscription of its own.
  for (const forget of forgotten.values()) forget()
  const slow = eventStream('tn_a', 'slow', Number.MAX_SAFE_INTEGER)
  const isFollowed = () => 'countersign_followers' in globalThis
  await expect
    .poll(async () => {
      // Equal notices of one transaction are told once.
      await everyTenant(
        `select pg_notify('countersign', json_build_object('tenant_id', 'tn_a', 'topic', 'case', 'id', n::text)::text) from generate_series(1, 100) n`,
        [],
      )
      return isFollowed()
    })
    .toBe(false)
  const other = followAs('tn_a', 'other')
  await slow.cancel()
  expect(isFollowed()).toBe(true)
  await expect
    .poll(async () => {
      await notify({ tenant_id: 'tn_a', topic: 'case', id: 'case_2' })
      return other.said.length > 0
    })
    .toBe(true)
})

it('ends the oldest stream of a session that holds too many, and no stream of another', () => {
  const other = followAs('tn_a', 'session b')
  const streams = Array.from({ length: 10 }, () => followAs('tn_a', 'session a'))
  expect(streams.map((s) => s.is_over)).toEqual([true, true, ...Array<boolean>(8).fill(false)])
  expect(other.is_over).toBe(false)
  // The last one to leave ends the subscription and its timer: the process may end.
  for (const forget of forgotten.values()) forget()
  expect(Object.keys(globalThis)).not.toContain('countersign_followers')
})

it('ends the streams of every tenant when its process stops', () => {
  const streams = ['tn_a', 'tn_a', 'tn_b'].map((tenant_id, n) => followAs(tenant_id, `session ${n}`))
  endEveryStream()
  expect(streams.map((s) => s.is_over)).toEqual([true, true, true])
  expect(Object.keys(globalThis)).not.toContain('countersign_followers')
})
