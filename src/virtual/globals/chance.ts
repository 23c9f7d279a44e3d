/** Chance: `Math.random`, and all that `crypto` draws. */
import crypto from 'node:crypto'
import { type Host, running } from '../host.ts'
import { type AnyFunction, method, type Replacement } from './replace.ts'

/** The replacements of all that draws. */
export const chance = (): Replacement[] => [
  method(Math, 'random', real => () => running()?.random() ?? (real() as number)),
  method(crypto, 'randomBytes', drawBytes),
  method(crypto, 'randomInt', drawInteger),
  method(crypto, 'randomUUID', drawUuid),
  method(crypto, 'randomFillSync', fillAtOnce),
  method(crypto, 'randomFill', fillAndCall),
  method(crypto.webcrypto, 'getRandomValues', fillValues),
  method(crypto.webcrypto, 'randomUUID', drawUuid),
]

const TWO_TO_32 = 4_294_967_296

/** A whole number of 32 bits. */
const word = (host: Host): number => Math.floor(host.random() * TWO_TO_32)

type Bytes = { readonly length: number; [index: number]: number }

/** Fills a piece of memory, four bytes of each number drawn. */
function fill(host: Host, bytes: Bytes): void {
  for (let i = 0; i < bytes.length; i += 4) {
    const drawn = word(host)
    for (let j = 0; j < 4 && i + j < bytes.length; j++) bytes[i + j] = (drawn >>> (8 * j)) & 255
  }
}

type Memory = ArrayBufferLike | NodeJS.ArrayBufferView

const bytesOf = (memory: Memory): Uint8Array =>
  ArrayBuffer.isView(memory)
    ? new Uint8Array(memory.buffer, memory.byteOffset, memory.byteLength)
    : new Uint8Array(memory)

type Callback = (error: Error | null, value?: unknown) => void

const drawBytes =
  (real: AnyFunction): AnyFunction =>
  (size: number, callback?: Callback) => {
    const host = running()
    // What is wrong with a size, Node.js says best.
    const isReal = host === null || !(Number.isInteger(size) && size >= 0 && size < TWO_TO_32 / 2)
    if (isReal) return callback === undefined ? real(size) : real(size, callback)
    const bytes = Buffer.alloc(size)
    fill(host, bytes)
    if (callback === undefined) return bytes
    process.nextTick(callback, null, bytes)
  }

/** 53 bits, which is what a number can hold: `randomInt` asks for at most 48. */
const fraction = (host: Host): number => (word(host) * 2_097_152 + (word(host) >>> 11)) / 2 ** 53

const drawInteger =
  (real: AnyFunction): AnyFunction =>
  (...args: unknown[]) => {
    const host = running()
    if (host === null) return real(...args)
    const callback = typeof args.at(-1) === 'function' ? (args.at(-1) as Callback) : undefined
    const limits = (callback === undefined ? args : args.slice(0, -1)) as number[]
    real(...limits)
    const [least, end] = limits.length > 1 && limits[1] !== undefined ? limits : [0, limits[0]]
    const drawn = least + Math.floor(fraction(host) * (end - least))
    if (callback === undefined) return drawn
    process.nextTick(callback, null, drawn)
  }

const drawUuid = (real: AnyFunction): AnyFunction =>
  function (this: unknown, ...args: unknown[]) {
    const host = running()
    return host === null ? (Reflect.apply(real, this, args) as unknown) : uuid(host)
  }

/** Version 4, variant 1, as RFC 9562 lays it out. */
function uuid(host: Host): string {
  const bytes = Buffer.alloc(16)
  fill(host, bytes)
  bytes[6] = (bytes[6] & 15) | 64
  bytes[8] = (bytes[8] & 63) | 128
  return bytes.toString('hex').replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5')
}

const fillAtOnce =
  (real: AnyFunction): AnyFunction =>
  (memory: Memory, offset = 0, size?: number) => {
    const host = running()
    const count = size ?? lengthOf(memory) - offset
    const isWrong = !(offset >= 0 && count >= 0 && offset + count <= lengthOf(memory))
    if (host === null || isWrong) return real(memory, offset, count) as Memory
    const each = bytesOf(memory).length / lengthOf(memory)
    fill(host, bytesOf(memory).subarray(offset * each, (offset + count) * each))
    return memory
  }

/** Offset and size are in elements of a typed array, in bytes of other memory. */
function lengthOf(memory: Memory): number {
  const length = (memory as { length?: unknown }).length
  return typeof length === 'number' ? length : memory.byteLength
}

const fillAndCall =
  (real: AnyFunction): AnyFunction =>
  (...args: unknown[]) => {
    const callback = args.at(-1)
    if (running() === null || typeof callback !== 'function') return real(...args)
    const memory = Reflect.apply(crypto.randomFillSync, crypto, args.slice(0, -1)) as unknown
    process.nextTick(callback, null, memory)
  }

/** By the Web Cryptography API. */
const MOST_BYTES = 65_536

const fillValues = (real: AnyFunction): AnyFunction =>
  function (this: unknown, memory: NodeJS.ArrayBufferView) {
    const host = running()
    // What it may not fill, it says itself.
    const isWhole = ArrayBuffer.isView(memory) && !(memory instanceof DataView)
    if (host === null || !isWhole || memory.byteLength > MOST_BYTES) {
      return Reflect.apply(real, this, [memory]) as NodeJS.ArrayBufferView
    }
    fill(host, bytesOf(memory))
    return memory
  }
