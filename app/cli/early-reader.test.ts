import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { cwd } from 'node:process'
import { expect, it } from 'vitest'

it('ends as it would have when whoever reads it leaves early, and says nothing about that', { timeout: 60_000 }, async () => {
  const child = spawn(process.execPath, [join(cwd(), 'app/cli/countersign.mjs'), 'schema', 'intents'], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    said += String(chunk)
  })
  child.stdout.destroy()
  expect(await once(child, 'close')).toEqual([0, null])
  expect(said).toBe('')
})
