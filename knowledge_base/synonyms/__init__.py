"""Words that mean the same here, whatever language, region or trade they come from: 電梯, 升降機, lift."""
