/**
 * The machine and the process that code believes it is in: a container with one process in it,
 * whichever real ones a test runs on, as what is logged or decided by them would differ by those.
 */
import os from 'node:os'
import perfHooks, { createHistogram, performance } from 'node:perf_hooks'
import { type Host, running } from '../host.ts'
import { realProcess } from '../stage.ts'
import { monotonic } from './clocks.ts'
import { type AnyFunction, method, type Replacement } from './replace.ts'

/** The number of the process of a host, in each of its lives. */
export const PID = 1

/** The replacements of what tells of a machine, and of a process. */
export const machine = (): Replacement[] => [
  // In Jest what a test sees is a copy.
  ...[...new Set([process, realProcess])].flatMap(processes),
  told(os, 'hostname', hostname),
  told(os, 'uptime', host => monotonic(host) / 1000),
  told(os, 'loadavg', () => [0, 0, 0]),
  told(os, 'totalmem', () => MEMORY),
  told(os, 'freemem', () => MEMORY / 2),
  told(os, 'availableParallelism', () => PROCESSORS),
  told(os, 'cpus', host => Array.from({ length: PROCESSORS }, () => processor(host))),
  told(os, 'networkInterfaces', interfaces),
  told(performance, 'eventLoopUtilization', idleLoop),
  told(perfHooks, 'monitorEventLoopDelay', (_host, options) => undelayed(options as Resolution)),
]

const processes = (on: NodeJS.Process): Replacement[] => [
  constant(on, 'pid', PID),
  constant(on, 'ppid', 0),
  told(on, 'memoryUsage', () => ({ ...USED }), { rss: USED.rss }),
  told(on, 'availableMemory', () => MEMORY / 2),
  told(on, 'constrainedMemory', () => MEMORY),
  // Code takes no time, but for what it says of itself to the world.
  told(on, 'cpuUsage', () => ({ user: 0, system: 0 })),
  told(on, 'resourceUsage', () => ({ ...noResources, maxRSS: USED.rss / 1024 })),
]

const MIB = 1_048_576
const MEMORY = 4096 * MIB
const USED = {
  rss: 64 * MIB,
  heapTotal: 32 * MIB,
  heapUsed: 16 * MIB,
  external: MIB,
  arrayBuffers: 0,
}
const PROCESSORS = 2

const noResources = Object.fromEntries(
  Object.keys(process.resourceUsage()).map(name => [name, 0] as const),
)

/** A function that tells hosts something else. @param functions those that are properties of it */
const told = (
  on: object,
  name: string,
  tell: (host: Host, ...args: unknown[]) => unknown,
  functions: Readonly<Record<string, unknown>> = {},
): Replacement =>
  method(on, name, real => {
    const fake = (...args: unknown[]): unknown => {
      const host = running()
      return host === null ? (Reflect.apply(real, on, args) as unknown) : tell(host, ...args)
    }
    const own = Object.entries(functions).map(([key, value]) => {
      const ofReal = Reflect.get(real, key) as AnyFunction
      return [key, () => (running() === null ? (ofReal() as unknown) : value)] as const
    })
    return Object.assign(fake, Object.fromEntries(own))
  })

/** A property that hosts find to be something else. */
const constant = (on: object, name: string, value: unknown): Replacement => ({
  on,
  name,
  by: ({ enumerable, ...found }) => ({
    enumerable: enumerable === true,
    get: () => (running() === null ? (found.value as unknown) : value),
  }),
})

/** As a set of Kubernetes calls them: `orders`, or `orders-1` where there are several. */
const hostname = ({ name }: Host): string => name.replace('#', '-')

const processor = (host: Host): os.CpuInfo => ({
  model: 'virtual',
  speed: 0,
  times: { user: 0, nice: 0, sys: 0, idle: Math.round(monotonic(host)), irq: 0 },
})

/** The address of a name is the name. */
const interfaces = (host: Host): Record<string, os.NetworkInterfaceInfoIPv4[]> => ({
  lo: [addressed('127.0.0.1', '255.0.0.0', true)],
  eth0: [addressed(hostname(host), '255.255.255.0', false)],
})

const addressed = (
  address: string,
  netmask: string,
  internal: boolean,
): os.NetworkInterfaceInfoIPv4 => ({
  address,
  netmask,
  family: 'IPv4',
  mac: '00:00:00:00:00:00',
  internal,
  cidr: `${address}/${internal ? 8 : 24}`,
})

type Idle = { readonly idle: number }

/** @param since what was told before, or what `until` is compared with */
function idleLoop(host: Host, until?: unknown, since?: unknown): object {
  const now = monotonic(host)
  const idle =
    since === undefined
      ? now - ((until as Idle | undefined)?.idle ?? 0)
      : (until as Idle).idle - (since as Idle).idle
  return { idle, active: 0, utilization: 0 }
}

type Resolution = { readonly resolution?: number } | undefined

/** A loop that is on time each time. */
function undelayed(options: Resolution): object {
  const made = createHistogram()
  const onTime = (): void => made.record(Math.round((options?.resolution ?? 10) * 1e6))
  onTime()
  const reset = (): void => {
    Reflect.apply(Object.getPrototypeOf(made).reset as AnyFunction, made, [])
    onTime()
  }
  return Object.assign(made, { enable: () => true, disable: () => true, reset })
}
