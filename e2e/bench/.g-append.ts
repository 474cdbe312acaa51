import { measureAudit } from '/work/main/e2e/bench/measure-audit'
const figures = await measureAudit({ events: Number(process.argv[2] ?? 1000), runs: Number(process.argv[3] ?? 5), say: (t) => console.error(t) })
for (const f of figures) console.log(f.sentence, JSON.stringify(f.detail))
process.exit(0)
