"""How answers look: words, cards, timelines and tables for people, files and pipes for programs."""
