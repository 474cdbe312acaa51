import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cwd, env } from 'node:process'
import { makePeopleEngine, type PeopleBundle, type PeopleEngine } from './people-engine'
import '@/lib/kernel/steady-wasm'

const FOLDER = join(env['COUNTERSIGN_ROOT'] ?? cwd(), 'lib/policy/people')

/** The policies about people that ship with this version. No tenant changes them: what a tenant may tighten is what plans need. */
export async function loadPeopleBundle(folder = FOLDER): Promise<PeopleBundle> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.cedar')).sort()
  return {
    schema: await readFile(join(folder, 'people.cedarschema'), 'utf8'),
    files: await Promise.all(names.map(async (name) => ({ name, text: await readFile(join(folder, name), 'utf8') }))),
  }
}

// Next reloads modules in development; the parsed policies survive that.
const shared = globalThis as unknown as { countersign_people?: Promise<PeopleEngine> }

/** The engine of the shipped policies about people, read once. */
export const peopleEngine = (): Promise<PeopleEngine> => {
  shared.countersign_people ??= loadPeopleBundle().then(makePeopleEngine)
  return shared.countersign_people
}
