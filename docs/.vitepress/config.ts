import { defineConfig } from 'vitepress';
import { sidebarOf } from './sidebar.js';
import { copyLinkedFiles, linksOfSite } from './site-links.js';

/** The pages as they are read in the repository, as a site of files alone. */
export default defineConfig({
  title: 'ACGS',
  description: 'Constitutional governance for autonomous agents and services',
  srcDir: '..',
  srcExclude: ['{apps,docker,examples,libs,migrations,test,tools}/**'],
  outDir: '../dist/docs',
  cacheDir: '../node_modules/.cache/vitepress',
  rewrites: { 'README.md': 'index.md' },
  markdown: { config: linksOfSite },
  themeConfig: {
    nav: [{ text: 'Documentation', link: '/docs/README' }],
    search: { provider: 'local' },
    outline: 'deep',
    sidebar: sidebarOf(),
  },
  buildEnd: ({ outDir }) => {
    copyLinkedFiles(outDir);
  },
});
