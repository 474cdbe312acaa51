import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

// What somebody else's service says is read by `understood`, so that another form is "could not ask" with its field, and no error of the parser ends a step.
const ALSO_PARSED: Readonly<Record<string, string>> = {
  'change-events/to-events.ts': 'its caller answers the sender with the field',
  'cloud/real/aws-schedules.ts': 'takes another form than we wrote for no schedule of ours',
  'tickets/ticket-lines.ts': 'reads kept evidence',
  'waste/kept-store.ts': 'reads kept evidence',
}
const IS_OURS = /(?:[.]test|[.]contract|recorded)[.]ts$|^cloud\/simulation\//

it('is read raw from no service', () => {
  const raw = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !IS_OURS.test(file) && ALSO_PARSED[file] === undefined)
    .filter((file) => /(?<!JSON|Date)[.]parse\(/.test(readFileSync(join(import.meta.dirname, file), 'utf8')))
  expect(raw).toEqual([])
})
