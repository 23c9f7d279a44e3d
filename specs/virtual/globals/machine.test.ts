/** The machine that code believes to be on is the same, whichever one a test runs on. */
import os, { availableParallelism, hostname } from 'node:os'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { expect, test } from 'vitest'
import { code } from '../../../src/code/index.ts'
import { clients, crash, simulate, system } from '../../../src/index.ts'

/** What code in one of two replicas finds, once for each of four requests. */
async function found(tell: () => unknown, replicas = 2): Promise<unknown[]> {
  const told: unknown[] = []
  await simulate(
    system('shop', {
      users: clients({ rate: '1/s', arrivals: 'steady', requests: 4, call: 'web' }),
      web: code(() => void told.push(tell()), { replicas }),
    }),
    { for: '4s', faults: [crash('web', { refuse: true }).at('1.5s').for('10ms')] },
  )
  return told
}

test('has the name of its component, and of its replica where there are several', async () => {
  expect(await found(() => [hostname(), process.pid, process.ppid])).toEqual([
    ['web-0', 1, 0],
    ['web-1', 1, 0],
    ['web-0', 1, 0],
    ['web-1', 1, 0],
  ])
  expect(
    await found(() => `${os.hostname()} ${os.networkInterfaces()['eth0']?.[0].address}`, 1),
  ).toEqual(Array.from({ length: 4 }, () => 'web web'))
})

test('has little memory, and two processors that are idle', async () => {
  const [first] = await found(() => [
    [availableParallelism(), os.cpus().length, os.cpus()[1].times.user],
    [os.totalmem(), os.freemem(), process.constrainedMemory() ?? 0].map(bytes => bytes / 2 ** 30),
    [process.memoryUsage().heapUsed, process.memoryUsage.rss()].map(bytes => bytes / 2 ** 20),
    [process.cpuUsage(), process.resourceUsage().maxRSS, process.resourceUsage().fsWrite],
  ])

  expect(first).toEqual([
    [2, 2, 0],
    [4, 2, 4],
    [16, 64],
    [{ user: 0, system: 0 }, 65_536, 0],
  ])
})

test('started with the process of the code, and its loop is never late', async () => {
  const before = { idle: 400, active: 0, utilization: 0 }
  const told = await found(() => {
    const delay = monitorEventLoopDelay({ resolution: 20 })
    delay.enable()
    delay.reset()
    return [
      os.uptime(),
      os.loadavg()[0],
      performance.eventLoopUtilization(before).idle,
      performance.eventLoopUtilization({ ...before, idle: 900 }, before),
      Math.round(delay.mean / 1e6),
    ]
  }, 1)

  const later = { idle: 500, active: 0, utilization: 0 }
  expect(told.slice(0, 2)).toEqual([
    [1, 0, 600, later, 20],
    [2, 0, 1600, later, 20],
  ])
})

test('is the real one for all others', async () => {
  const { pid } = process
  const real = hostname()
  await found(() => undefined)
  expect([
    process.pid,
    hostname(),
    Reflect.getOwnPropertyDescriptor(process, 'pid')?.value,
  ]).toEqual([pid, real, pid])
  expect(process.memoryUsage.rss()).not.toBe(64 * 2 ** 20)
})
