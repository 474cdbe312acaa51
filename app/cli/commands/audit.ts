import { parseArgs } from 'node:util'
import { exportAudit, verifyAudit } from '@/lib/audit/store'
import { print } from '../print'
import { tenantFor } from '../tenant'
import { withDatabase } from '../with-database'
import type { CliCommand } from './command'

export const audit: CliCommand = {
  name: 'audit',
  usage: 'audit verify | export [--tenant T]',
  summary: 'recompute the audit chain, or write it out as NDJSON for somebody else to verify',
  run(argv) {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false }, tenant: { type: 'string' } },
    })
    const [what] = positionals
    if (what !== 'verify' && what !== 'export')
      throw Object.assign(new TypeError('say what to do: audit verify, or audit export'), { code: 'ERR_PARSE_ARGS_MISSING' })
    return withDatabase(async () => {
      const tenant_id = await tenantFor(values.tenant)
      if (what === 'export') {
        for await (const lines of exportAudit(tenant_id)) process.stdout.write(lines)
        return 0
      }
      const check = await verifyAudit(tenant_id)
      const human =
        check.fault === null
          ? `The chain of ${tenant_id} holds: ${check.checked} entries recompute to their hashes and link to one another.\nHead ${check.head.seq} ${check.head.hash}`
          : `The chain of ${tenant_id} does not hold at entry ${check.fault.seq} (${check.fault.kind}): ${check.fault.detail}`
      print(values.json, check, human)
      return check.is_intact ? 0 : 3
    })
  },
}
