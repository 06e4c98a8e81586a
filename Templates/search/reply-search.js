'use strict'
// Says in the page what `bouncebook classify` says: the same shapes, the same rules, read from a small table.
// Texts are handled as strings of UTF-8 bytes, so that places and lengths are those of the classifier.

function makeClassifier (table) {
  const toBytes = text => unescape(encodeURIComponent(text))
  const fromBytes = bytes => { try { return decodeURIComponent(escape(bytes)) } catch { return bytes } }
  const fold = bytes => bytes.replace(/[A-Z]/g, letter => letter.toLowerCase())
  const isDigit = byte => byte >= '0' && byte <= '9'
  const isWord = byte => byte !== undefined && /[A-Za-z0-9]/.test(byte)
  const SIGNS = { address: '\x01', url: '\x02', host: '\x03', ip: '\x04', token: '\x05', remote: '\x06' }
  const LIMIT = 16384

  // Words as the classifier tells them apart.
  const BLANK = /[\x00-\x20\x7f]/
  const SEPARATOR = /[<>()[\]{},;"|`\\*']/
  const EDGE = /[:!?\-#=_.]/

  function kindOf (word) {
    if (/^[2-6]\d\d$/.test(word)) return 'reply'
    if (/^[245]\.\d{1,3}\.\d{1,3}$/.test(word) && word.length <= 8) return 'enhanced'
    const at = word.indexOf('@')
    if (at > 0 && at < word.length - 1) return SIGNS.address
    if (word.includes('/')) {
      if (word.length > 4 && word.includes('://')) return SIGNS.url
      if (/[\d.]/.test(word) && word.length > 8) return SIGNS.url
    }
    if (word.indexOf('.') > 0) {
      if (hostName(word)) return SIGNS.host
      if (/^[\d.:]+$/.test(word) && word.split('.').length === 4) return SIGNS.ip
    }
    if (!/\d/.test(word)) return 'plain'
    return word.length >= 9 && /[A-Za-z]/.test(word) ? SIGNS.token : 'numbered'
  }

  function hostName (word) {
    const last = word.lastIndexOf('.') + 1
    const match = /^[a-z]*/.exec(word.slice(last))[0]
    const rest = word.slice(last + match.length)
    return match.length >= 2 && (rest === '' || /^[:/-]/.test(rest)) &&
      /^[A-Za-z0-9.\-_=]*$/.test(word.slice(0, last - 1))
  }

  // The longest piece of a list that begins at a place of a word, or 0.
  function pieceAt (pieces, folded, start, end) {
    let longest = 0
    for (const piece of pieces.get(folded.slice(start, start + 2)) || []) {
      if (piece.length > longest && start + piece.length <= end && folded.startsWith(piece, start)) longest = piece.length
    }
    return longest
  }

  // What rules need of a word that varies, with the places; null where they need nothing.
  function kept (word, pieces, sign) {
    const folded = fold(word)
    const end = Math.min(folded.length, 2048)
    function next (from) {
      for (let at = from; at + 1 < end; at++) {
        if (isWord(folded[at]) && at > 0 && isWord(folded[at - 1])) continue
        const length = pieceAt(pieces, folded, at, end)
        if (length > 0) return [at, at + length]
      }
      return null
    }
    let piece = next(0)
    if (!piece) return null
    const whole = piece[0] === 0 && piece[1] === folded.length
    if (sign === null) return whole ? [[folded, 0]] : null
    const out = whole ? [] : [[sign, 0]]
    for (let more = next(piece[0] + 1); more; more = next(more[0] + 1)) {
      if (more[0] < piece[1]) {
        piece = [piece[0], Math.max(piece[1], more[1])]
      } else {
        out.push([folded.slice(piece[0], piece[1]), piece[0]], [SIGNS.token, more[0]])
        piece = more
      }
    }
    out.push([folded.slice(piece[0], piece[1]), piece[0]])
    return out
  }

  // The shape of a text: lower case, one blank for many, signs for what varies. `places` leads back.
  function shapeOf (text, pieces, places) {
    let out = ''
    const put = (bytes, at) => {
      out += fold(bytes)
      if (places) for (let step = 0; step < bytes.length; step++) places.push(Math.min(at + step, text.length - 1))
    }
    const blank = at => { if (out && out.at(-1) !== ' ' && out.at(-1) !== '\n') put(' ', at) }
    const cut = length => { out = out.slice(0, length); if (places) places.length = length }
    const lineStart = at => {
      if (at === 0 || out.at(-1) !== ' ') return
      const before = text[at - 1]
      if (before === '\n' || before === '\r' || (before === 'n' && text[at - 2] === '\\')) {
        out = out.slice(0, -1) + '\n'
      }
    }
    let reply = ''
    let enhanced = ''
    const repeatsReply = code => { if (code === reply) return true; reply = code; enhanced = ''; return false }
    const count = Math.min(text.length, LIMIT)
    let at = 0
    while (at < count) {
      const byte = text[at]
      if (BLANK.test(byte)) { blank(at++); continue }
      if (SEPARATOR.test(byte)) {
        if (byte === '\\') {
          if (text[at + 1] === 'n' && at + 1 < count) at++
          blank(at)
        } else {
          put(byte, at)
        }
        at++
        continue
      }
      if (count - at > 4 && text[at + 3] === '-' && /^[2-6]\d\d/.test(text.slice(at, at + 3))) {
        if (!repeatsReply(text.slice(at, at + 3))) {
          lineStart(at)
          put(text.slice(at, at + 4), at)
          blank(at + 3)
        }
        at += 4
        continue
      }
      const start = at
      while (at < count) {
        if (BLANK.test(text[at])) break
        if (SEPARATOR.test(text[at]) &&
          !(text[at] === "'" && at > start && isWord(text[at - 1]) && at + 1 < count && isWord(text[at + 1]))) break
        at++
      }
      const word = text.slice(start, at)
      if (!/[\d.@/]/.test(word)) { putFolded(word, start, put, blank); continue }
      let first = start
      let last = at
      const before = out.length
      while (first < last && EDGE.test(text[first])) { put(text[first], first); first++ }
      while (last > first && EDGE.test(text[last - 1])) last--
      if (first === last) continue
      const core = text.slice(first, last)
      const kind = kindOf(core)
      if (kind === 'plain') {
        putFolded(core, first, put, blank)
      } else if (kind === 'reply') {
        if (repeatsReply(core)) { cut(before); continue }
        lineStart(start)
        put(core, first)
      } else if (kind === 'enhanced') {
        if (core === enhanced) { cut(before); continue }
        enhanced = core
        put(core, first)
      } else if (kind === 'numbered') {
        const whole = kept(core, pieces, null)
        if (whole !== null) {
          put(core, first)
        } else {
          for (let index = first; index < last; index++) {
            if (!isDigit(text[index])) put(text[index], index)
            else if (index === first || !isDigit(text[index - 1])) put('0', index)
          }
        }
      } else {
        const piece = kind === SIGNS.ip ? null : kept(core, pieces, kind)
        for (const [bytes, offset] of piece || [[kind, 0]]) put(bytes, first + offset)
      }
      for (let index = last; index < at; index++) put(text[index], index)
    }
    return out
  }

  // Letters beyond ASCII as the classifier folds them: Latin-1, Cyrillic, wide blanks, the typographic apostrophe.
  function putFolded (word, start, put, blank) {
    if (!/[\x80-\xff]/.test(word)) { put(word, start); return }
    for (let index = 0; index < word.length; index++) {
      const two = word.slice(index, index + 2)
      const three = word.slice(index, index + 3)
      const code = word.charCodeAt(index + 1)
      if (/^\xc3[\x80-\x96\x98-\x9e]/.test(two)) { put('\xc3' + String.fromCharCode(code + 0x20), start + index++)
      } else if (/^\xd0[\x90-\x9f]/.test(two)) { put('\xd0' + String.fromCharCode(code + 0x20), start + index++)
      } else if (/^\xd0[\xa0-\xaf]/.test(two)) { put('\xd1' + String.fromCharCode(code - 0x20), start + index++)
      } else if (two === '\xc2\xa0') { blank(start + index++)
      } else if (three === '\xe2\x80\x99') { put("'", start + index); index += 2
      } else if (three === '\xe3\x80\x80') { blank(start + index); index += 2
      } else put(word[index], start + index)
    }
  }

  // A rule's text in the form that it has in a shape, and the words of it that must be kept.
  function markerOf (text) {
    let bytes = toBytes(text)
    const endsWord = bytes.endsWith('|')
    if (endsWord) bytes = bytes.slice(0, -1)
    const pieces = []
    for (const word of bytes.split(/[\x00-\x20\x7f<>()[\]{},;"|`\\*']+/)) {
      const core = word.replace(/^[:!?\-#=_.]+|[:!?\-#=_.]+$/g, '')
      // A parameter of an address is plain by itself, but stands inside of one.
      const isParameter = /[=#?&]/.test(core)
      if (core.length < 3 || !(isParameter || /[\d.@/]/.test(core)) || !/[A-Za-z]/.test(core)) continue
      const kind = kindOf(core)
      if (kind === 'reply' || kind === 'enhanced' || (kind === 'plain' && !isParameter && !/[./]/.test(core))) continue
      pieces.push(fold(core))
    }
    // A single word that varies is kept without what may stand at a word's edge.
    if (pieces.length === 1 && !/[\x00-\x20\x7f<>()[\]{},;"|`\\*']/.test(bytes)) {
      bytes = bytes.replace(/^[:!?\-#=_.]+|[:!?\-#=_.]+$/g, '')
    }
    let shape = shapeOf(bytes, index(pieces), null).replace(/[\x00-\x08]/g, '')
    for (const name of ['address', 'url', 'host', 'ip', 'token']) shape = shape.replaceAll(`{${name}}`, SIGNS[name])
    return { shape, endsWord, pieces }
  }

  function index (pieces) {
    const map = new Map()
    for (const piece of pieces) {
      const key = piece.slice(0, 2)
      if (!map.has(key)) map.set(key, [])
      if (!map.get(key).includes(piece)) map.get(key).push(piece)
    }
    return map
  }

  // Codes where the grammar of replies has them.
  const OPENING = /(^|[^A-Za-z])(code|said|returned|error|smtp|responsecode|reply|status|response)$/i
  const wordByte = byte => byte !== undefined && /[0-9A-Za-z\x80-\xff@_/=%&?+~]/.test(byte)

  function beginsReply (text, start) {
    let at = start - 1
    while (at >= 0 && (text[at] === ' ' || text[at] === '\t')) at--
    if (at < 0) return true
    const byte = text[at]
    if (/[\n\r:;>'"[(<|]/.test(byte)) return true
    if (byte === '#') return at === start - 1
    if (byte === 'n') return at > 0 && text[at - 1] === '\\'
    if (/[.,=-]/.test(byte)) return at < start - 1
    return OPENING.test(text.slice(Math.max(0, at - 14), at + 1))
  }

  function enhancedAt (text, at) {
    const match = /^([245])\.(\d{1,3})\.(\d{1,3})/.exec(text.slice(at, at + 10))
    if (!match) return null
    const end = at + match[0].length
    if (wordByte(text[end])) return null
    if (text[end] === '.' && text[end + 1] !== undefined && isDigit(text[end + 1])) return null
    return { code: `${+match[1]}.${+match[2]}.${+match[3]}`, end }
  }

  function nextCode (text, state) {
    while (state.at < text.length) {
      const at = state.at
      if (!isDigit(text[at])) { state.at++; continue }
      const skip = () => {
        while (state.at < text.length && (wordByte(text[state.at]) || text[state.at] === '.')) state.at++
        if (state.at < text.length && !isDigit(text[state.at])) state.at++
      }
      if (at > 0 && wordByte(text[at - 1])) { skip(); continue }
      const found = replyAt(text, at)
      if (found) { state.at = found.end; return found }
      const alone = enhancedAt(text, at)
      if (alone && (at === 0 || text[at - 1] === '#' || text[at - 1] === '(' || beginsReply(text, at))) {
        state.at = alone.end
        return { at, end: alone.end, reply: 0, enhanced: alone.code }
      }
      skip()
    }
    return null
  }

  function replyAt (text, at) {
    if (!/^[2-6]\d\d/.test(text.slice(at, at + 3))) return null
    const after = text[at + 3]
    if (after !== undefined) {
      if (/[.)\]#]/.test(after)) {
        if (wordByte(text[at + 4]) && after !== '#') return null
      } else if (!/[ \t\n\r\-:,;'\\]/.test(after)) {
        return null
      }
    }
    const reply = +text.slice(at, at + 3)
    let cursor = at + 3
    while (cursor < text.length && cursor < at + 9 && /[ \-'#([:"]/.test(text[cursor])) cursor++
    const enhanced = enhancedAt(text, cursor)
    if (enhanced) return { at, end: enhanced.end, reply, enhanced: enhanced.code }
    const continued = after === '-' && reply >= 400 && text[at + 4] !== undefined && /[^\-\d]/.test(text[at + 4])
    if (!beginsReply(text, at) && !continued) return null
    return { at, end: at + 3, reply, enhanced: null }
  }

  // The first reply's codes, for the list of entries.
  function firstCodes (text) {
    const state = { at: 0 }
    let found = nextCode(text, state)
    if (!found || (found.reply && found.enhanced)) return found
    for (let more = nextCode(text, state); more; more = nextCode(text, state)) {
      if (!found.enhanced && (!more.reply || more.reply === found.reply) && more.enhanced) {
        found = { ...found, enhanced: more.enhanced }
        break
      }
      if (more.reply) {
        if (!found.reply) found = more
        break
      }
    }
    return found
  }

  // The parts of a text that may say the reason, in the order in which they are asked.
  function partsOf (shape, inner, known) {
    const starts = []
    const enhanced = []
    const state = { at: 0 }
    for (let found = nextCode(shape, state); found; found = nextCode(shape, state)) {
      if (found.reply) starts.push({ at: found.at, code: found.reply })
      if (found.enhanced) enhanced.push(found)
      if (starts.length >= 16) break
    }
    for (const at of inner) {
      if (!starts.some(start => start.at >= at && start.at < at + 8)) starts.push({ at, code: 0 })
    }
    starts.sort((left, right) => left.at - right.at)
    const parts = []
    const first = starts.length ? starts[0].at : shape.length
    if (first > 0) parts.push({ from: 0, to: first, reply: 0 })
    starts.forEach((start, place) => {
      parts.push({ from: start.at, to: place + 1 < starts.length ? starts[place + 1].at : shape.length, reply: start.code })
    })
    for (const part of parts) {
      const code = enhanced.find(found => found.at >= part.from && found.at < part.to)
      part.enhanced = code ? code.enhanced : null
    }
    const innermost = inner.length ? Math.max(...inner) : null
    const rank = part => {
      const noise = part.reply === 503 || (part.reply > 0 && part.reply < 400)
      if (innermost !== null && part.to > innermost && part.from + 8 > innermost) return noise ? 1 : 0
      if (part.reply === 0) return starts.length ? 4 : 0
      return noise ? 3 : 2
    }
    parts.forEach((part, place) => { part.rank = rank(part); part.place = place })
    parts.sort((left, right) => left.rank - right.rank || left.place - right.place)
    if (!parts.length) parts.push({ from: 0, to: 0, reply: 0, enhanced: null })
    if (!parts[0].reply) parts[0].reply = known.reply || 0
    if (!parts[0].enhanced) parts[0].enhanced = known.enhanced || null
    return parts
  }

  // The table, made ready: every marker once, with who wants it.
  const pieces = []
  const markers = new Map()
  function add (text, use) {
    const marker = markerOf(text)
    pieces.push(...marker.pieces)
    if (marker.shape.length < 2) return
    const key = marker.shape.slice(0, 2)
    if (!markers.has(key)) markers.set(key, new Map())
    const name = marker.shape + (marker.endsWord ? '|' : '')
    const list = markers.get(key)
    if (!list.has(name)) list.set(name, { shape: marker.shape, endsWord: marker.endsWord, uses: [] })
    list.get(name).uses.push(use)
  }
  const rules = table.rules.map(([klass, strength, text, also, all, none, replies, codes, stages, hosts, provider]) => ({
    klass, strength, text, also, all, none, replies, codes, stages, hosts, provider
  }))
  rules.forEach((rule, place) => {
    rule.place = place
    for (const text of rule.text) add(text, { rule: place, part: 'text' })
    for (const text of rule.also) add(text, { rule: place, part: 'also' })
    rule.all.forEach((text, order) => add(text, { rule: place, part: 'all', order }))
    for (const text of rule.none) add(text, { rule: place, part: 'none' })
    for (const text of rule.hosts) add(text.endsWith('|') ? text : text + '|', { rule: place, part: 'host' })
    rule.replies = rule.replies.map(code => ({ code, exact: !code.endsWith('xx') }))
    rule.codes = rule.codes.map(code => {
      const [severity, subject, detail] = code.split('.')
      const [lower, upper] = detail.split('-')
      return { severity: severity === 'X' ? null : severity, subject, lower: +lower, upper: +(upper || lower), exact: !upper }
    })
  })
  for (const [words, stage] of table.signs) add(words, { stage })
  const needed = index(pieces)
  const wordless = rules.filter(rule => !rule.text.length && !rule.all.length)

  function hitsOf (shape) {
    const hits = []
    for (let at = 0; at + 1 < shape.length; at++) {
      if (isWord(shape[at]) && at > 0 && isWord(shape[at - 1])) continue
      const list = markers.get(shape.slice(at, at + 2))
      if (!list) continue
      const found = []
      for (const marker of list.values()) {
        if (!shape.startsWith(marker.shape, at)) continue
        const end = at + marker.shape.length
        if (marker.endsWord && isWord(shape[end])) continue
        found.push({ from: at, to: end, uses: marker.uses })
      }
      found.sort((left, right) => left.to - right.to)
      hits.push(...found)
    }
    return hits
  }

  const matchesReply = (pattern, reply) => pattern.exact ? +pattern.code === reply : pattern.code[0] === String(reply)[0]
  function matchesCode (pattern, code) {
    const [severity, subject, detail] = code.split('.')
    return pattern.subject === subject && +detail >= pattern.lower && +detail <= pattern.upper &&
      (pattern.severity === null || pattern.severity === severity)
  }

  // Whether a rule applies to a part, and how well.
  function candidate (rule, part, hits, context) {
    let weight = 0
    if (rule.replies.length) {
      const pattern = part.reply ? rule.replies.find(pattern => matchesReply(pattern, part.reply)) : null
      if (!pattern) return null
      weight += pattern.exact ? 6 : 2
    }
    if (rule.codes.length) {
      const pattern = part.enhanced ? rule.codes.find(pattern => matchesCode(pattern, part.enhanced)) : null
      if (!pattern) return null
      weight += (pattern.exact ? 12 : 8) + (pattern.severity === null ? 0 : 3)
    }
    if (rule.stages.length) {
      if (!context.stage || !rule.stages.includes(context.stage)) return null
      weight += 4
    }
    let words = null
    let longest = 0
    let longestAlso = 0
    let allLength = 0
    const foundAll = new Set()
    let hasHost = !rule.hosts.length
    for (const hit of hits.get(rule.place) || []) {
      const inside = hit.from >= part.from && hit.from < part.to
      if (hit.part === 'none') return null
      if (hit.part === 'host') { if (!hasHost) weight += 20; hasHost = true }
      if (hit.part === 'all' && !foundAll.has(hit.order)) {
        foundAll.add(hit.order)
        allLength += hit.to - hit.from
        if (!rule.text.length && !words && inside) words = hit
      }
      if (hit.part === 'also' && inside) longestAlso = Math.max(longestAlso, hit.to - hit.from)
      if (hit.part === 'text' && inside && hit.to - hit.from > longest) { longest = hit.to - hit.from; words = hit }
    }
    if (!hasHost || (rule.text.length && !longest) || (rule.also.length && !longestAlso)) return null
    if (foundAll.size !== rule.all.length || (rule.all.length && !words)) return null
    return { rule, weight: weight + longest + longestAlso + allLength, words, at: words ? words.from : 0 }
  }

  const isBetter = (one, other) =>
    (one.rule.strength - other.rule.strength || other.weight - one.weight || one.at - other.at ||
      one.rule.place - other.rule.place) < 0

  // `known`: what is known beside the text: reply, enhanced, stage, host.
  function classify (text, known = {}) {
    const bytes = toBytes(text)
    const places = []
    let shape = shapeOf(bytes, needed, places)
    const end = shape.length
    if (known.host) {
      const host = toBytes(known.host)
      const piece = host.length <= 256 ? kept(host, needed, SIGNS.host) : null
      if (piece !== null) shape += SIGNS.remote + piece.map(part => part[0]).join('')
    }
    const context = { stage: known.stage || null }
    const inner = []
    const hits = new Map()
    for (const hit of hitsOf(shape)) {
      for (const use of hit.uses) {
        if (use.rule !== undefined) {
          if (!hits.has(use.rule)) hits.set(use.rule, [])
          hits.get(use.rule).push({ from: hit.from, to: hit.to, part: use.part, order: use.order })
        } else if (use.stage) {
          if (!context.stage) context.stage = use.stage
        } else if (inner.length < 8) {
          inner.push(hit.to)
        }
      }
    }
    const parts = partsOf(shape.slice(0, end), inner, known)
    const able = [...hits.keys()].map(place => rules[place]).filter(rule => rule.text.length || rule.all.length)
    for (const fallback of [false, true]) {
      for (const part of parts) {
        let best = null
        for (const rule of [...able, ...wordless]) {
          if ((rule.strength === 4) !== fallback) continue
          if (!rule.text.length && !rule.all.length && !rule.codes.length && !rule.replies.length) continue
          const found = candidate(rule, part, hits, context)
          if (found && (!best || isBetter(found, best))) best = found
        }
        if (!best) continue
        let words = ''
        if (best.words) {
          let last = places[best.words.to - 1] + 1
          while (last < bytes.length && isDigit(bytes[last]) && isDigit(bytes[last - 1])) last++
          words = fromBytes(bytes.slice(places[best.words.from], last))
        }
        return {
          klass: table.classes[best.rule.klass], rule: best.rule.place, words, strength: best.rule.strength,
          provider: best.rule.provider
        }
      }
    }
    return { klass: 'undetermined', rule: -1, words: '', strength: 5, provider: -1 }
  }

  return { classify, codes: text => firstCodes(toBytes(text)) }
}
