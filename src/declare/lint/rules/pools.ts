/** Pools of callers that together are larger than what they are pools of. */
import type { Figures } from '../figures.ts'
import { count } from '../../../kernel/count.ts'
import type { Told } from '../rule.ts'

/** Callers may open more connections than their callee has. */
export function poolsOverConnections(figures: Figures): Told[] {
  return [...figures.data.parts].flatMap(([at, part]): Told[] => {
    const stock =
      part.kind === 'clients'
        ? undefined
        : part.resources.stocks.find(({ name }) => name === 'connections')
    if (stock === undefined || part.kind === 'clients') return []
    const { concurrency, queue, replicas } = part
    // No more than these are ever inside.
    if ((concurrency + queue) * stock.each <= stock.size) return []
    const there = Math.floor(stock.size / stock.each) * replicas
    const pools = poolsOf(figures, at)
    const all = pools.reduce((sum, { limit, callers }) => sum + limit * callers, 0)
    if (all <= there) return []
    const written = pools.map(({ caller, limit, callers }) => `${caller} ${callers} × ${limit}`)
    const shown = written.length > 4 ? [...written.slice(0, 4), '…'] : written
    const what =
      `pools may open ${count(all)} connections to it (${shown.join(', ')}), and it has ` +
      `${count(there)}: the rest is turned away`
    const fix = `write smaller pools, or connections: ${Math.ceil((all * stock.each) / replicas)}`
    return [{ at, what, fix }]
  })
}

type Pool = { readonly caller: string; readonly limit: number; readonly callers: number }

/** Each pool of calls to a component, once, whichever calls share it. */
function poolsOf({ layers, data }: Figures, component: string): Pool[] {
  const pools = new Map<unknown, Pool>()
  for (const { caller, to, policy } of layers) {
    const { bulkhead } = policy
    if (bulkhead === null || to.slice(0, to.indexOf('.')) !== component) continue
    const key = bulkhead.pool === undefined ? bulkhead : `${caller} ${bulkhead.pool}`
    const part = data.parts.get(caller)
    const callers = part === undefined || part.kind === 'clients' ? 1 : part.replicas
    pools.set(key, { caller, limit: bulkhead.limit, callers })
  }
  return [...pools.values()]
}
