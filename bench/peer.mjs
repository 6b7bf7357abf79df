// SPDX-License-Identifier: Apache-2.0
// Libraries measured from Node, string to string; the commands are those of worker.c.
// usage: node peer.mjs opencc-js|autocorrect|pangu PATH-OF-MODULE

import { readFileSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'

const AT_LEAST = 20
const kind = process.argv[2]
const imported = await import(pathToFileURL(process.argv[3]).href)
const library = kind === 'autocorrect' ? imported.default ?? imported : imported

const PAIRS = {
  s2t: { from: 'cn', to: 't' },
  s2twp: { from: 'cn', to: 'twp' },
  t2s: { from: 't', to: 'cn' },
  tw2sp: { from: 'twp', to: 'cn' }
}

// What a recipe is in each library; those for clean-up have one way of their own.
function open (recipe) {
  if (kind === 'autocorrect') return (text) => library.format(text)
  if (kind === 'pangu') {
    const { pangu } = library.pangu ? library : library.default
    return (text) => pangu.spacingText(text)
  }
  return (library.Converter ?? library.default.Converter)(PAIRS[recipe])
}

let text = ''
let opened = ['', null]

function converter (recipe) {
  if (opened[0] !== recipe) opened = [recipe, open(recipe)]
  return opened[1]
}

// Does it again and again for 20 ms; milliseconds each.
function time (once, each) {
  const start = performance.now()
  let times = 0
  let took
  do {
    once()
    times += each
    took = performance.now() - start
  } while (took < AT_LEAST)
  return took / times
}

const commands = {
  open (recipe) {
    const before = process.memoryUsage.rss()
    const start = performance.now()
    open(recipe)('汉字')
    const took = performance.now() - start
    return `${(took / 1000).toFixed(9)} -1 ${process.memoryUsage.rss() - before}`
  },
  load (path) {
    text = readFileSync(path, 'utf8')
    return Buffer.byteLength(text)
  },
  time (recipe) {
    const convert = converter(recipe)
    return (time(() => convert(text), 1) / 1000).toFixed(9)
  },
  calls (recipe) {
    const convert = converter(recipe)
    const lines = text.split('\n').slice(0, -1)
    return (time(() => { for (const line of lines) convert(line) }, lines.length) / 1000).toFixed(12)
  },
  save (recipe, path) {
    const result = Buffer.from(converter(recipe)(text))
    writeFileSync(path, result)
    return result.length
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const [command, name, ...rest] = line.split(' ')
  let answer
  try {
    answer = commands[command](name, rest.join(' '))
  } catch (error) {
    answer = `error ${error.message}`.replaceAll('\n', ' ')
  }
  process.stdout.write(`${answer}\n`)
}
