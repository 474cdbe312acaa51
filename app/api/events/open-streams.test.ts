import { expect, it } from 'vitest'
import { openStream } from './open-streams'

it('ends the oldest stream of a session that holds too many, and no stream of another', () => {
  const ended: number[] = []
  const other = openStream('session b', () => ended.push(-1))
  const forget = Array.from({ length: 10 }, (_, n) => {
    const forgotten: () => void = openStream('session a', () => {
      ended.push(n)
      forgotten?.()
    })
    return forgotten
  })
  expect(ended).toEqual([0, 1])
  for (const end of forget) end()
  other()
})
