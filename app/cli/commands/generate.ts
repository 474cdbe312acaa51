import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { EXTRAS, type Extra } from '@/lib/desks/cost/demo/any-seed/extras'
import { PROFILES, type Profile } from '@/lib/desks/cost/demo/any-seed/seeded-bill'
import { DELIVERY_SHIFTS, type DeliveryShift } from '@/lib/desks/cost/demo/any-seed/shifted-delivery'
import { writeSeededBill } from '@/lib/desks/cost/demo/any-seed/write-seeded-bill'
import { type BillFormat, FORMATS } from '@/lib/desks/cost/demo/formats'
import { requireFolder } from '../given-file'
import { FLAG, TEXT } from '../options'
import { print } from '../print'
import { WrongCall } from '../wrong-call'
import type { CliCommand } from './command'

const isOneOf = <K extends string>(table: Readonly<Record<K, unknown>>, word: string): word is K => Object.hasOwn(table, word)

export const generate: CliCommand = {
  async run(argv) {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        seed: TEXT,
        profile: { type: 'string', default: 'S' },
        format: { type: 'string', default: 'cur_2_0' },
        shift: TEXT,
        with: { type: 'string', multiple: true, default: [] },
        json: FLAG,
        help: FLAG,
      },
    })
    if (values.help) {
      print(false, null, generateHelp())
      return 0
    }
    const [folder] = positionals
    if (folder === undefined) throw new WrongCall('say where to: `countersign generate FOLDER --seed N`')
    if (!/^\d{1,9}$/.test(values.seed ?? '')) throw new WrongCall(`--seed is "${values.seed ?? ''}": give a whole number from 0 to 999999999`)
    const profile = allowed<Profile>('profile', values.profile, PROFILES)
    const format = allowed<BillFormat>('format', values.format, FORMATS)
    const shift = values.shift === undefined ? null : allowed<DeliveryShift>('shift', values.shift, DELIVERY_SHIFTS)
    const extras = values.with.flatMap((text) => text.split(',')).map((word) => allowed<Extra>('with', word, EXTRAS))
    await requireFolder(resolve(folder))
    const written = await writeSeededBill(Number(values.seed), profile, format, resolve(folder), shift, extras)
    print(values.json, written, `${written.files.length} files in ${written.folder}: ${written.rows} lines, ${written.labels} labels`)
    return 0
  },
}

/** Every choice of every option, and what is written. */
export function generateHelp(): string {
  const profiles = Object.entries(PROFILES).map(([name, { leaves, days }]) => [name, `${leaves} lines on ${days} days`])
  const choices = (option: string, about: string, table_of: readonly (readonly string[])[]) => [
    `--${option}: ${about}`,
    ...table_of.map(([name = '', text = '']) => `    ${name.padEnd(13)} ${text}`.trimEnd()),
  ]
  return [
    'countersign generate FOLDER --seed N writes one compressed CSV a month, labels.json with what happened and what it costs, and the answers of Cost',
    'Explorer, savings plans, OpenCost and aws-doctor to the same bill. Equal options give equal bytes.',
    ...choices('profile', 'how large (S)', profiles),
    ...choices(
      'format',
      'in which format (cur_2_0)',
      Object.keys(FORMATS).map((name) => [name]),
    ),
    ...choices('shift', 'what goes wrong with the delivery of one month (nothing)', Object.entries(DELIVERY_SHIFTS)),
    ...choices('with', 'what the bill holds beside that, one or several with commas (nothing)', Object.entries(EXTRAS)),
    'With reservations there is reservations.json, the answers about their coverage and use; with payer_move payer-move.json, who pays from when.',
  ].join('\n')
}

function allowed<K extends string>(name: string, word: string, table: Readonly<Record<K, unknown>>): K {
  if (!isOneOf(table, word)) throw new WrongCall(`--${name} is "${word}": choose from ${Object.keys(table).join(', ')}`)
  return word
}
