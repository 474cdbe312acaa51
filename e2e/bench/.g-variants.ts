import pg from 'pg'
import { pool } from '@/lib/db/pool'
import { canonicalJson } from '@/lib/kernel/canonical'
import { redactDeep } from '@/lib/kernel/redact'
import { startBenchDatabase } from './bench-database'
const CHAIN='tn_bench'
const event = { kind: 'case.updated', subject: 'case_bench', actor: { kind: 'system', id: 'worker', name: 'Worker', roles: [], tenant_id: CHAIN, surface: 'system' }, body: { detail: 'about as much as an event says: who, what, on which plan, and one sentence of why that is not short', plan_hash: 'a'.repeat(64) } }
const db = await startBenchDatabase()
await db.create('audit'); await db.use('audit')
const owner = new pg.Client({ connectionString: db.url('audit') }); await owner.connect()
await owner.query("insert into tenant (tenant_id,name) values ('tn_bench','B'); create table bare (id bigint generated always as identity primary key, body text not null); grant insert on bare to countersign_app; grant usage on sequence bare_id_seq to countersign_app")
const body = (await owner.query("select pg_get_functiondef('audit.append_all'::regproc) d")).rows[0].d as string
const adv = body.replace('audit.append_all','audit.append_adv').replace(/for update;/,';').replace(/  select h\.seq, h\.hash into v_seq, v_hash from audit\.head h where h\.chain = p_chain ;/, "  perform pg_advisory_xact_lock(7416004, hashtext(p_chain));\n  select h.seq, h.hash into v_seq, v_hash from audit.head h where h.chain = p_chain;")
await owner.query(adv)
await owner.query('grant execute on function audit.append_adv(text,text[],text[],text[],text[]) to countersign_app')
const lit = pg.escapeLiteral
const texts = (v: string[]) => `array[${v.map(lit).join(', ')}]::text[]`
const call = (fn: string) => `select seq, hash from audit.${fn}(${[lit(CHAIN), texts([event.kind]), texts([event.subject]), texts([canonicalJson(event.actor)]), texts([canonicalJson(redactDeep({tenant_now:'x', ...event.body}))])].join(', ')})`
const begin = `begin; select set_config('countersign.tenant', 'tn_bench', true), set_config('synchronous_commit', 'off', true); select clock_offset_ms from tenant where tenant_id = 'tn_bench'`
const T = "select pg_logical_emit_message(true, 'countersign', '')"
const F = "select pg_logical_emit_message(false, 'countersign', '', true)"
const two = (fn: string, flush: string) => async () => { const c = await pool().connect(); try { await c.query(begin); await c.query(`${call(fn)}; commit; ${flush}`) } finally { c.release() } }
const one = (fn: string, flush: string) => async () => { const c = await pool().connect(); try { await c.query(`${begin}; ${call(fn)}; commit; ${flush}`) } finally { c.release() } }
const V: Record<string, () => Promise<unknown>> = {
  bare: () => pool().query('insert into bare (body) values ($1)', [JSON.stringify(event)]),
  v0: two('append_all', T), adv: two('append_adv', T), advF: two('append_adv', F), rowF: two('append_all', F), one_advF: one('append_adv', F), one_v0: one('append_all', T),
  noflush: two('append_adv', 'select 1'), begin_only: async () => { const c = await pool().connect(); try { await c.query(begin); await c.query('commit') } finally { c.release() } },
}


await owner.query(`create function audit.append_one(p_chain text, p_kind text, p_subject text, p_actor text, p_body text) returns table (seq bigint, hash text)
language plpgsql security definer set search_path = pg_catalog, audit as $f$
declare v_seq bigint; v_hash text; v_prev text; v_at text;
  v_parts text := encode(sha256(convert_to(p_kind, 'UTF8')), 'hex') || E'\\n' || encode(sha256(convert_to(p_subject, 'UTF8')), 'hex') || E'\\n' || encode(sha256(convert_to(p_actor, 'UTF8')), 'hex') || E'\\n' || encode(sha256(convert_to(p_body, 'UTF8')), 'hex') || E'\\n';
begin
  if current_setting('countersign.tenant', true) is distinct from p_chain then raise exception 'no'; end if;
  perform pg_advisory_xact_lock(7416004, hashtext(p_chain));
  select h.seq + 1, h.hash into v_seq, v_prev from audit.head h where h.chain = p_chain;
  v_at := to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');
  v_hash := encode(sha256(convert_to('countersign-audit-v1' || E'\\n' || p_chain || E'\\n' || v_seq || E'\\n' || v_at || E'\\n' || v_parts || v_prev, 'UTF8')), 'hex');
  insert into audit.event values (p_chain, v_seq, v_at, p_kind, p_subject, p_actor, p_body, v_prev, v_hash);
  update audit.head h set seq = v_seq, hash = v_hash where h.chain = p_chain;
  seq := v_seq; hash := v_hash; return next;
end $f$; grant execute on function audit.append_one(text,text,text,text,text) to countersign_app`)
for (let n=0;n<300;n++) { await V.bare?.(); await V.v0?.() }
const lat: Record<string, number[]> = {}
for (let n = 0; n < 250; n++) for (const [name, work] of Object.entries(V)) { const t = performance.now(); await work(); (lat[name] ??= []).push(performance.now() - t) }
for (const [n, r] of Object.entries(lat)) { r.sort((a,b)=>a-b); console.log(n.padEnd(12), 'p10', r[25]?.toFixed(3), 'p50', r[125]?.toFixed(3)) }
const conn = await pool().connect()
const time = async (name: string, sql: string, n = 300) => { const l: number[] = []; for (let i=0;i<n;i++) { const t = performance.now(); await conn.query(sql); l.push(performance.now()-t) } l.sort((a,b)=>a-b); console.log(name.padEnd(20), 'p10', l[n/10|0]?.toFixed(3), 'p50', l[n/2|0]?.toFixed(3)) }
await conn.query("select set_config('countersign.tenant','tn_bench',false)")
await time('select 1', 'select 1')
await time('begin part+commit', begin + '; commit')
await time('append_all rollback', `begin; ${call('append_all')}; rollback`)
await time('append_all async', `begin; set local synchronous_commit=off; ${call('append_all')}; commit`)
await time('append_adv async', `begin; set local synchronous_commit=off; ${call('append_adv')}; commit`)

const callOne = `select seq, hash from audit.append_one(${[lit(CHAIN), lit(event.kind), lit(event.subject), lit(canonicalJson(event.actor)), lit(canonicalJson(event.body))].join(', ')})`
await time('append_one async', `begin; set local synchronous_commit=off; ${callOne}; commit`)
await time('begin;commit', 'begin; commit')
await time('begin;set_config;commit', "begin; select set_config('countersign.tenant', 'tn_bench', true), set_config('synchronous_commit', 'off', true); commit")
await time('begin;set local x2;commit', "begin; set local countersign.tenant = 'tn_bench'; set local synchronous_commit = off; commit")
await time('begin;select clock;commit', "begin; select clock_offset_ms from tenant where tenant_id = 'tn_bench'; commit")
await conn.query({ name: 'x', text: 'select seq, hash from audit.append_all($1,$2,$3,$4,$5)', values: [CHAIN, [event.kind], [event.subject], ['{}'], ['{}']] })
{ const l: number[] = []; await conn.query('begin'); for (let i=0;i<300;i++) { const t = performance.now(); await conn.query({ name: 'x', text: 'select seq, hash from audit.append_all($1,$2,$3,$4,$5)', values: [CHAIN, [event.kind], [event.subject], ['{}'], ['{}']] }); l.push(performance.now()-t) } await conn.query('commit'); l.sort((a,b)=>a-b); console.log('prepared append', l[150]) }
{ const l: number[] = []; await conn.query('begin'); for (let i=0;i<300;i++) { const t = performance.now(); await conn.query(call('append_all')); l.push(performance.now()-t) } await conn.query('commit'); l.sort((a,b)=>a-b); console.log('literal append', l[150]) }
{ const l: number[] = []; await conn.query('begin'); for (let i=0;i<300;i++) { const t = performance.now(); await conn.query(callOne); l.push(performance.now()-t) } await conn.query('commit'); l.sort((a,b)=>a-b); console.log('literal append_one', l[150]) }
await time('flush T', T)
await time('flush F', F)
await time('append sync', `begin; ${call('append_all')}; commit`)
await time('bare', "insert into bare (body) values ('x')")
conn.release()
await owner.end(); await db.stop(); process.exit(0)
