import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cwd, env } from 'node:process'
import { onceLoaded } from '@/lib/kernel/once-loaded'
import { makePeopleEngine, type PeopleBundle } from './people-engine'
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

/** The engine of the shipped policies about people, read once. */
export const peopleEngine = onceLoaded('people', () => loadPeopleBundle().then(makePeopleEngine))
