import type pg from 'pg'
import { expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { durably } from './flush-log'

testDatabase()

/** A connection that answers when it is told to, and notes what reached it. */
function slowConnection(log: string[]): { client: pg.ClientBase; answerFlush: (error?: Error) => void } {
  const waiting: { resolve(): void; reject(error: Error): void }[] = []
  const query = () => {
    log.push('flush')
    return new Promise<void>((resolve, reject) => void waiting.push({ resolve, reject }))
  }
  return {
    client: { query } as unknown as pg.ClientBase, // safe: `durably` only queries
    answerFlush: (error) => (error === undefined ? waiting.shift()?.resolve() : waiting.shift()?.reject(error)),
  }
}

const soon = () => new Promise((resolve) => setImmediate(resolve))

it('sends one flush for commits of the same time, after the last of them was answered, and tells nobody before', async () => {
  const log: string[] = []
  const { client, answerFlush } = slowConnection(log)
  const answers: (() => void)[] = []
  const told: number[] = []
  const changes = [1, 2, 3].map((n) =>
    durably(client, () => new Promise<number>((resolve) => void answers.push(() => resolve(n)))).then((done) => void told.push(done)),
  )
  expect(log).toEqual(['flush']) // the first was alone
  answers[1]?.()
  answers[2]?.()
  answers[0]?.()
  await soon()
  answerFlush()
  await expect.poll(() => log.length).toBe(2)
  expect(told).toEqual([1])
  answerFlush()
  await Promise.all(changes)
  expect([told.sort(), log.length]).toEqual([[1, 2, 3], 2])
})

it('flushes for itself when the connection that flushed for several is lost', async () => {
  const log: string[] = []
  const { client: first, answerFlush: answerFirst } = slowConnection(log)
  const { client: lost, answerFlush: loseIt } = slowConnection(log)
  const { client: own, answerFlush: answerOwn } = slowConnection(log)
  const changes = [first, lost, own].map((client) => durably(client, async () => 'done'))
  await expect.poll(() => log.length).toBe(2)
  answerFirst()
  loseIt(new Error('the connection is lost'))
  await expect.poll(() => log.length).toBe(4)
  loseIt()
  answerOwn()
  expect(await Promise.all(changes)).toEqual(['done', 'done', 'done'])
})

it('tells of a commit that failed, and goes on with the next', async () => {
  const { client, answerFlush } = slowConnection([])
  const failed = durably(client, async () => Promise.reject(new Error('no')))
  await expect(failed).rejects.toThrow('no')
  answerFlush()
  const next = durably(client, async () => 'done')
  answerFlush()
  expect(await next).toBe('done')
})
