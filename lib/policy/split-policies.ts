import { policySetTextToParts, policyToJson } from '@cedar-policy/cedar-wasm/nodejs'
import { Fault } from '@/lib/kernel/errors'

const NEEDED = ['id', 'reason', 'control', 'owner']

/** Every policy of some files by its id. Throws Fault `validation_failed` for what is no policy, an annotation that is missing, or an id used twice. */
export function splitPolicies(files: readonly { name: string; text: string }[]): Record<string, string> {
  const found: Record<string, string> = {}
  for (const { name, text } of files) {
    const parts = policySetTextToParts(text)
    if (parts.type === 'failure') throw refuse(name, parts.errors[0]?.message ?? 'not readable')
    for (const policy of parts.policies) {
      const parsed = policyToJson(policy)
      if (parsed.type === 'failure') throw refuse(name, parsed.errors[0]?.message ?? 'not readable')
      const { annotations = {}, effect } = parsed.json
      const id = annotations['id'] ?? 'a policy'
      const missing = [...NEEDED, ...(effect === 'forbid' ? ['fix'] : [])].find((key) => (annotations[key] ?? '') === '')
      if (missing !== undefined) throw refuse(name, `${id} has no @${missing}`)
      if (id in found) throw refuse(name, `@id("${id}") is used by two policies: rename one`)
      found[id] = policy
    }
  }
  return found
}

const refuse = (where: string, why: string): Fault => new Fault('validation_failed', `policy ${where}: ${why}`, { where, why })
