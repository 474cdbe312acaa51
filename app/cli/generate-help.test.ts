import { expect, it } from 'vitest'
import { EXTRAS } from '@/lib/desks/cost/demo/any-seed/extras'
import { DELIVERY_SHIFTS } from '@/lib/desks/cost/demo/any-seed/shifted-delivery'
import { FORMATS } from '@/lib/desks/cost/demo/formats'
import { CLI_COMMANDS } from './cli-commands'
import { generate, generateHelp } from './commands/generate'

it('says every choice of every option of generate, and what each adds', () => {
  const help = generateHelp()
  for (const [name, text] of [...Object.entries(EXTRAS), ...Object.entries(DELIVERY_SHIFTS)]) expect(help).toMatch(new RegExp(`${name} +${text.slice(0, 20)}`))
  for (const format of Object.keys(FORMATS)) expect(help).toContain(format)
  for (const name of Object.keys(EXTRAS)) expect(CLI_COMMANDS.generate.usage).toContain(name)
})

it('refuses an extra that does not exist, naming those that do', async () => {
  await expect(generate.run(['/nowhere', '--seed', '1', '--with', 'hourly,weather'])).rejects.toThrow(
    '--with is "weather": choose from reservations, shared_reservations, hourly, payer_move',
  )
})
