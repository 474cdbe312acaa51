import { afterEach, expect, it, vi } from 'vitest'
import { main } from './main'

afterEach(() => {
  process.exitCode = undefined
})

async function said(...argv: string[]): Promise<[string, typeof process.exitCode]> {
  const [out, err] = [vi.spyOn(process.stdout, 'write').mockReturnValue(true), vi.spyOn(process.stderr, 'write').mockReturnValue(true)]
  await main(argv)
  const text = [...out.mock.calls, ...err.mock.calls].map(([chunk]) => String(chunk)).join('')
  out.mockRestore()
  err.mockRestore()
  return [text, process.exitCode]
}

it('says how a command is called when it is asked for help, and does nothing else', async () => {
  const [text, code] = await said('import', '--help')
  expect(text).toMatch(/^countersign import FILE… /)
  expect(code).toBeUndefined()
  expect((await said('detect', '-h'))[0]).toMatch(/^countersign detect SERIES\.csv/)
})

it('says what the options of a command mean that do not say it themselves', async () => {
  const [text] = await said('approve', '--help')
  expect(text).toContain('--plan DIGEST  the plan that you read')
  expect(text).toContain('--tenant T')
  expect(text).not.toContain('--source')
})

it('calls a word that is no command, and an option that a command has not, wrong calls', async () => {
  expect((await said('frob'))[1]).toBe(2)
  expect((await said('detect', 'x.csv', '--bogus'))[1]).toBe(2)
  expect((await said('detect', '--', '--help'))[1]).toBe(1)
})
