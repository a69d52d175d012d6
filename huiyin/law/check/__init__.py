"""The law of a sample check (抽查): what a superior draws by chance and reads, xf2022 Art. 38, 40."""
