/// <reference types="vitest/config" />
import vue from '@vitejs/plugin-vue'
import { defineConfig, type Plugin } from 'vite'

const server = 'http://127.0.0.1:8080'

/**
 * vue-i18n and Reka import all of Vue as one namespace to look for one function, which keeps the whole of Vue in the
 * first load. They are given just that function. When their source changes shape, nothing is replaced and all still works.
 */
function onlyWhatIsUsedOfVue(): Plugin {
  const wholes: [file: RegExp, whole: string, instead: string][] = [
    [
      /\/vue-i18n\/dist\/vue-i18n\.mjs/,
      "import * as Vue from 'vue';",
      "import { getCurrentInstance as currentOne } from 'vue'; const Vue = { getCurrentInstance: currentOne };",
    ],
    [
      /\/reka-ui\/dist\/shared\/useId\.js/,
      'import * as vue from "vue";',
      'import { useId as ownId } from "vue"; const vue = { useId: ownId };',
    ],
  ]
  return {
    name: 'only-what-is-used-of-vue',
    enforce: 'pre',
    transform(code, id) {
      const found = wholes.find(([file, whole]) => file.test(id) && code.includes(whole))
      return found ? { code: code.replace(found[1], found[2]), map: null } : null
    },
  }
}

/** What every page needs travels in two files; what only some need stays apart. */
const chunks = [
  { name: 'vendor', test: /node_modules\/(@vue|vue|vue-router|vue-i18n|@intlify)\// },
  {
    name: 'shared',
    test: /src\/(api|live|i18n\/\w+\.ts|design\/(?!AppDialog|MenuSurface|SearchField|SelectField|TextField|SplitHandle)|features\/session\/\w+\.ts)/,
  },
]

export default defineConfig({
  plugins: [onlyWhatIsUsedOfVue(), vue()],
  resolve: { alias: { '@': new URL('./src', import.meta.url).pathname } },
  define: {
    __VUE_OPTIONS_API__: false,
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: false,
    __VUE_I18N_LEGACY_API__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
    __INTLIFY_DROP_MESSAGE_COMPILER__: false,
  },
  build: {
    outDir: '../static',
    emptyOutDir: true,
    // The content security policy allows no data: addresses.
    assetsInlineLimit: 0,
    target: 'es2022',
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: { groups: chunks } } },
  },
  server: {
    port: 5173,
    proxy: { '/api': { target: server, ws: true, changeOrigin: false } },
  },
  test: { environment: 'node', include: ['src/**/*.test.ts'] },
})
