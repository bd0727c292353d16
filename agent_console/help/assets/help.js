// Shows answers while somebody types. Everything works without it: the form then opens the page of results.
const form = document.querySelector('form.search')
const results = document.getElementById('results')
const told = document.getElementById('told')
const browse = document.getElementById('browse')
const PAUSE_MS = 160
const PATIENCE_MS = 10_000

function begin() {
  const input = form.querySelector('input[type=search]')
  // Names what is typed into this box, so that growing words count as one question; it is forgotten with the page.
  const box = crypto.randomUUID ? crypto.randomUUID() : String(Math.random())
  const keep = keeping()
  let timer = 0
  let asking = null
  let hasFailed = false
  let shown = input.value.trim()

  async function ask(words) {
    asking?.abort()
    const mine = (asking = new AbortController())
    const late = setTimeout(() => mine.abort(), PATIENCE_MS)
    const address = new URL(form.dataset.results, location.href)
    address.searchParams.set('q', words)
    address.searchParams.set('box', box)
    try {
      const answer = await fetch(address, { signal: mine.signal, headers: { Accept: 'text/html' } })
      const html = answer.ok ? await answer.text() : ''
      if (mine !== asking) return
      if (answer.ok) show(words, html)
      else fail()
    } catch {
      // Whoever typed on has asked again.
      if (mine === asking) fail()
    } finally {
      clearTimeout(late)
    }
  }
  function show(words, html) {
    // The server escaped it, and the policy of the page lets nothing in it run.
    results.innerHTML = html
    results.hidden = false
    results.removeAttribute('aria-busy')
    hasFailed = false
    if (browse) browse.hidden = true
    told.textContent = results.querySelector('.count')?.textContent ?? ''
    keep(words)
  }
  // Answers to other words do not stay under these; what was being read does.
  function fail() {
    hasFailed = true
    const words = document.createElement('p')
    words.className = 'hint'
    words.textContent = form.dataset.failed
    results.replaceChildren(words)
    results.hidden = false
    results.removeAttribute('aria-busy')
    if (browse) browse.hidden = false
    told.textContent = form.dataset.failed
  }
  function clear() {
    asking?.abort()
    asking = null
    hasFailed = false
    results.removeAttribute('aria-busy')
    if (!browse) return
    results.hidden = true
    results.textContent = ''
    told.textContent = ''
    browse.hidden = false
    keep('')
  }
  input.addEventListener('input', (event) => {
    if (event.isComposing) return
    const words = input.value.trim()
    if (words === shown) return
    shown = words
    clearTimeout(timer)
    if (!words) return clear()
    results.setAttribute('aria-busy', 'true')
    timer = setTimeout(() => ask(words), PAUSE_MS)
  })
  input.addEventListener('compositionend', () => input.dispatchEvent(new InputEvent('input')))
  addEventListener('online', () => hasFailed && shown && ask(shown))
  document.addEventListener('keydown', (event) => {
    if (event.key === '/' && !/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? '')) {
      event.preventDefault()
      input.focus()
    }
    if (event.key === 'Escape' && document.activeElement === input && input.value) {
      input.value = ''
      input.dispatchEvent(new InputEvent('input'))
    }
  })
}

// The words stand in the address too: the way back, a reload and another language keep them.
function keeping() {
  const links = [...document.querySelectorAll('.languages a')].map((link) => ({ link, own: link.href }))
  const own = location.href
  const search = (words, language) => {
    const address = new URL(form.action)
    address.searchParams.set('q', words)
    address.searchParams.set('lang', language)
    return address.href
  }
  return (words) => {
    history.replaceState(null, '', words ? search(words, document.documentElement.lang) : own)
    for (const { link, own } of links) link.href = words ? search(words, link.hreflang) : own
  }
}

// How somebody came here is counted once, without them; the address they may pass on does not carry it.
function tidyAddress() {
  const address = new URL(location.href)
  for (const name of ['found', 'rank', 'said']) address.searchParams.delete(name)
  if (address.href !== location.href) history.replaceState(null, '', address)
}

tidyAddress()
if (form && results) begin()
